"""The forms. One file each noun; what people type is cleaned by commitments.text.limits."""
