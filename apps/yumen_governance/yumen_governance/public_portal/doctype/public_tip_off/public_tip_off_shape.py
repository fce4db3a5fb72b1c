"""What is sealed of a tip-off: who sent it."""

from yumen_governance.public_portal.limits import SENDER
from yumen_governance.registry.identifiers import normalise_phone
from yumen_governance.registry.sealing.masks import mask_all, mask_phone
from yumen_governance.registry.shape import Seal, Shape

# Not even the first character: in a village a family name and a matter tell who it was
NAME = Seal(SENDER, mask_all)
PHONE = Seal(SENDER, mask_phone, normalise_phone, indexed=True)
SHAPE = Shape("Public Tip-off", seals={"reporter_name": NAME, "reporter_phone": PHONE})


def shape() -> Shape:
	"""Return the shape of a tip-off (hook `sealed_shapes`)."""
	return SHAPE
