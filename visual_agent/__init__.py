"""The visuals stage: turns a script into pictures, layer by layer."""
