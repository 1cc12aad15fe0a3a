"""The untrusted side: zygote, jail and harness. README.md says what may be imported here."""
