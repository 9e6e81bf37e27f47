"""Run a command that cannot outlive the process that started it.

`python leash.py PARENT_PID COMMAND...` asks the kernel to kill this process when its parent thread ends (Linux's
PR_SET_PDEATHSIG) and then becomes the command: a stack that is SIGKILLed leaves nothing behind. It is a program of its
own, free of imports from this project, because code between fork and exec of a threaded process may deadlock.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def main(arguments: list[str]) -> None:
    """Tie this process to its parent, then become the command; the parent may have gone before it was tied."""
    parent, *command = arguments
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):
        raise SystemExit(1)
    os.execvp(command[0], command)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main(sys.argv[1:])
