"""List models and the delegates that paint their rows."""
