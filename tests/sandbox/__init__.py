"""The sandbox, in process on a manual clock and as a program on a socket."""
