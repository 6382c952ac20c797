"""About 2,000 words that made-up goods are named with: real nouns and qualities, invented brands.

Lists begin with their most common words: names are drawn from the front far more often, as in a
real catalog, where a few words are in thousands of names and most are in a handful.
"""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_BRAND_STARTS = _words("""
kai ess dem ber ori par maz tak lin sav rup bar wai nor cor pom kur mab tem lak sol hoa cou san
mor gla ver ten bri ful har jam kan lun mon nev oll pel qua ras
""")
_BRAND_ENDS = _words("""
teur quibo era bice noco ika aruni uri den anna unu ima aria ant alia eroon uni ako ethi ama ina
ora ex ton dale field mont vale way star ley mark wood stone bell crest line land port view
""")
_BRANDS_EACH = 40

BRANDS = tuple(
    _BRAND_STARTS[(number * 7 + number // _BRANDS_EACH) % _BRANDS_EACH]
    + _BRAND_ENDS[number // _BRANDS_EACH]
    for number in range(_BRANDS_EACH**2)
)
"""1,600 brands that no shop carries: every start with every end."""

NOUNS = _words("""
charger cable phone case battery lamp bulb torch radio speaker headphones adapter router
keyboard mouse printer toner paper pen pencil marker notebook folder envelope stapler tape box
barrel carton crate bag pouch sack basket bucket basin bowl plate cup mug glass jug bottle flask
kettle pot pan wok griddle toaster blender mixer iron fan heater cooler fridge freezer stove
cylinder hose pipe valve tap shower mirror towel sheet pillow blanket mattress curtain carpet
mat rug broom mop brush sponge soap shampoo lotion cream powder perfume comb razor toothbrush
toothpaste tissue napkin diaper wipes rice flour sugar salt oats cereal pasta noodles beans peas
lentils corn oil vinegar sauce ketchup mustard pepper curry garlic onion potato tomato carrot
cassava plantain banana mango pineapple coconut juice water soda tea coffee cocoa milk cheese
butter yoghurt biscuits crackers cake bread chocolate candy gum nuts raisins sardines tuna
chicken sausage corned shirt trousers shorts skirt dress jacket sweater socks shoes sandals
boots slippers hat cap belt wallet purse watch ring necklace bracelet umbrella raincoat suitcase
backpack hammer saw drill screwdriver spanner pliers chisel level ladder nails screws bolts
hinge lock padlock chain rope wire plug socket switch fuse paint roller varnish glue sealant
cement tile shovel rake hoe cutlass sprayer seed fertiliser pot-plant toy doll puzzle ball bat
racket bicycle helmet pump tyre tube oil-filter wiper mat-set jack toolbox
""")
QUALITIES = _words("""
black large white small blue medium red pack new clear green set grey mini double plain heavy
light brown long short wireless digital portable pink yellow orange purple silver gold round
square flat folding extra jumbo travel family kitchen garden office school baby kids ladies mens
unisex cotton leather nylon plastic steel brass wooden bamboo ceramic rubber foam woven braided
padded insulated waterproof rechargeable electric manual automatic adjustable disposable
reusable scented unscented organic fresh frozen dried smoked salted unsalted sweet spicy mild
creamy crunchy whole ground roasted instant premium classic original deluxe basic standard
professional industrial
""")
_STEPS = (5, 10, 12, 16, 20, 25, 32, 40, 50, 64, 100, 128, 200, 250, 375, 500, 750)
SIZES = tuple(f"{step}{unit}" for step in _STEPS for unit in ("ml", "g", "mm", "w", "gb"))
"""Numbers with a unit, as written on a shelf label."""

CATEGORIES = (
    "Phones and chargers",
    "Home and kitchen",
    "Tools and hardware",
    "School and office",
    "Groceries",
    "Drinks",
    "Personal care",
    "Clothing",
    "Shoes and bags",
    "Baby and toys",
    "Garden",
    "Barrels and boxes",
)
