"""The untrusted side: zygote, jail and harness. See README.md for what may be imported here."""
