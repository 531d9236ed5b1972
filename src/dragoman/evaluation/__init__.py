"""How right the coder is: gold against what it gives, by the rules of the codebook."""
