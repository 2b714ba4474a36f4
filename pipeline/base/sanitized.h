/*
 * Is this built with the address sanitizer? It maps terabytes and asks more of the system than a
 * confined or limited process may: such builds are for tests. gcc says so by a macro, clang by a
 * feature.
 */
#ifndef PTCE_BASE_SANITIZED_H
#define PTCE_BASE_SANITIZED_H

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#endif
