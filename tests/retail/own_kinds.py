"""The kinds of action that this retailer has and Onehand does not, as its developer would add them."""

from __future__ import annotations

from onehand.actions.kinds import ADDRESS, ORDER, Assurance, Field, Kind, register
from onehand.actions.words import Words

ITEMS = Field("lines", "lines", Words("Positionen", "Items"))
FOR = Field("products", "lines", Words("Gegen", "For"))
METHOD = Field("method", "text", Words("Zahlungsmittel", "Payment method"))

OWN = (
    Kind("retail_order_address", Words("Anschrift dieser Bestellung ändern", "Change the address of this order"),
         (ORDER, ADDRESS), Words("die Anschrift der Bestellung geändert", "changed the address of your order"),
         Assurance.LINK),
    Kind("retail_profile_address", Words("Anschrift im Profil ändern", "Change the address of the profile"), (ADDRESS,),
         Words("die Anschrift in Ihrem Profil geändert", "changed the address of your profile"), Assurance.LINK),
    Kind("retail_change_items", Words("Ausführung ändern", "Change options"), (ORDER, ITEMS, FOR, METHOD),
         Words("Ihre Bestellung geändert", "changed your order"), Assurance.CONFIRMED),
    Kind("retail_change_payment", Words("Zahlungsmittel ändern", "Change the payment method"), (ORDER, METHOD),
         Words("das Zahlungsmittel geändert", "changed the payment method"), Assurance.LINK),
    Kind("retail_return", Words("Zurückgeben, Erstattung nach Wahl", "Return, refund as chosen"),
         (ORDER, ITEMS, METHOD), Words("Ihre Rücksendung angelegt", "set up your return"), Assurance.CONFIRMED),
    Kind("retail_exchange", Words("Mehreres umtauschen", "Exchange several items"), (ORDER, ITEMS, FOR, METHOD),
         Words("den Umtausch angelegt", "set up your exchange"), Assurance.CONFIRMED),
    Kind("retail_hand_over", Words("An einen Menschen geben", "Hand over to a person"),
         (Field("summary", "text", Words("Worum es geht", "What it is about")),),
         Words("Ihr Anliegen weitergegeben", "handed on your concern")),
)  # fmt: skip

for _kind in OWN:
    register(_kind)
