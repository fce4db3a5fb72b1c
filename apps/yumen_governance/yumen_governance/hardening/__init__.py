"""What the framework lets through and this product doesn't: closed at the door of every request."""
