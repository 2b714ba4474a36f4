/*
 * The command line: options → struct run → one call → a summary. The only place that prints, reads
 * the clock or chooses an exit status.
 */
#ifndef PTCE_COMMANDS_H
#define PTCE_COMMANDS_H

/* Exit status: see ptce(1). */
int commands_main(int argc, char **argv);

#endif
