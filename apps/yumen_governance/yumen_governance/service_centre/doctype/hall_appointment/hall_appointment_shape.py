"""What is sealed of an appointment: the visitor's telephone number."""

from dataclasses import replace

from yumen_governance.registry.shape import Shape
from yumen_governance.registry.shape_parts import PHONE

SHAPE = Shape("Hall Appointment", seals={"phone": replace(PHONE, indexed=True)})


def shape() -> Shape:
	"""Return the shape of an appointment (hook `sealed_shapes`)."""
	return SHAPE
