/* Signals, and the way to commands.c. */
#include <signal.h>

#include "base/mem.h"
#include "commands.h"

int main(int argc, char **argv)
{
    /* A full disk or a closed pipe is an error of write(), told once, and not a sudden end. */
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN);
    mem_start();
    return commands_main(argc, argv);
}
