"""How knowledge is put together: the questions, and what is still unknown."""
