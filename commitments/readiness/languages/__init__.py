"""Which languages a text is written in, told by a library that runs in one process for all."""
