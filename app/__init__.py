"""The till: use cases, devices, presenters and the faces people touch."""
