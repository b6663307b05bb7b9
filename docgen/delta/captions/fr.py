"""The captions of a proof in French; the Union's French sets no blank before a colon."""

from __future__ import annotations

from typing import Final

from docgen.delta.captions import Phrase

WORDS: Final[dict[str, Phrase]] = {
    # Between words
    "colon": ": ",
    "between": ", ",
    "sentence": "{text}.",
    # Kinds and languages
    "kind circular": "circulaire",
    "kind roadmap": "feuille de route",
    "kind confirmation": "confirmation",
    "kind note": "note",
    "kind invitation": "invitation",
    "language ar": "arabe",
    "language en": "anglais",
    "language es": "espagnol",
    "language fr": "français",
    "language ru": "russe",
    "language zh": "chinois",
    # Head
    "title": "Épreuve avant signature",
    "titled": "Épreuve avant signature: {name}",
    "summary": "Lettres: {letters}. Date de l’épreuve: {date}. Lettres qui appellent l’attention: "
    "{out}; elles figurent en tête de chaque tableau.",
    "how_to_read": "Lire une fois le texte de chaque type de lettre, puis les lettres qui "
    "appellent l’attention.",
    "left_out": "Fichiers exclus de cette épreuve",
    "contents": "Contenu",
    "kind_head": "type",
    "kind_and_language": "type et langue",
    "letters_count": "lettres",
    "out_count": "lettres qui appellent l’attention",
    "letters": {"one": "{n} lettre", "many": "{n} de lettres", "other": "{n} lettres"},
    "and_more": {
        "one": "{names} et {n} autre",
        "many": "{names} et {n} d’autres",
        "other": "{names} et {n} autres",
    },
    # What has changed
    "since_date": "Modifications depuis l’épreuve du {date}",
    "since_approved": "Modifications depuis l’épreuve approuvée par {name} le {date}",
    "since_several": "Modifications depuis les épreuves approuvées",
    "approved": "Approbation de {name}, le {date}: {groups}",
    "nothing_changed": "Rien n’a changé depuis lors.",
    "never_approved": "Jamais approuvé jusqu’ici: {groups}",
    "change_counts": "Lettres ajoutées: {added}. Supprimées: {removed}. Modifiées: {changed}. "
    "Inchangées: {unchanged}.",
    "redone": "Mêmes mots, mais présentation ou propriétés différentes: {count}.",
    "added": "Lettres ajoutées",
    "removed": "Lettres supprimées",
    "paragraph": "paragraphe {number}",
    "in_all": {
        "one": "dans la seule lettre",
        "many": "dans les {n} de lettres",
        "other": "dans les {n} lettres",
    },
    "in_letters": {
        "one": "dans {n} lettre: {names}",
        "many": "dans {n} de lettres: {names}",
        "other": "dans {n} lettres: {names}",
    },
    # A kind in a language
    "group": "{kind}, {language}",
    "kind_in": "{kind} ({languages})",
    "group_head": "{group}: {letters}",
    "text": "Texte",
    "alone": "Une seule lettre, {name}: texte intégral.",
    "marked": "Ce texte figure tel quel dans toutes les lettres, sauf ce qui est signalé: une "
    "valeur qui diffère est soulignée et celle de la première lettre est indiquée, avec son numéro "
    "et le nombre de ses formes; un paragraphe marqué d’un trait dans la marge ne figure que dans "
    "certaines lettres.",
    "frame": "En-têtes, pieds de page et notes",
    "in_some": "{count} sur {of}",
    "forms": {"one": "{n} forme", "many": "{n} de formes", "other": "{n} formes"},
    "behind": "Différences non visibles sur la page",
    "behind_note": "Liens, propriétés et descriptions, qui se trouvent dans le fichier et non sur "
    "le papier.",
    "values_numbered": "valeurs: {numbers}",
    "values": "Valeurs qui diffèrent",
    "value": "valeur",
    "stands_after": "suit les mots",
    "in_paragraphs": "paragraphes",
    "forms_count": "formes",
    "its_forms": "formes; si elles sont nombreuses, la plus courte et la plus longue",
    "behind_page": "non visible",
    # The letters
    "letters_head": "Lettres",
    "standing_out": {
        "one": "{n} lettre qui appelle l’attention",
        "many": "{n} de lettres qui appellent l’attention",
        "other": "{n} lettres qui appellent l’attention",
    },
    "others": {
        "one": "L’autre lettre",
        "many": "Les {n} d’autres lettres",
        "other": "Les {n} autres lettres",
    },
    "letter": "lettre",
    "language": "langue",
    "why": "motif",
    "its_values": "valeurs",
    "its_paragraphs": "paragraphes que d’autres n’ont pas",
    "pages_count": "pages",
    "master": "original",
    "first_pages": "Premières pages",
    "first_page_of": "Première page de la lettre {name}",
    "pages": {"one": "{n} page", "many": "{n} de pages", "other": "{n} pages"},
    # Side by side
    "side": "Langues en regard: {kind}",
    "side_note": "Chaque ligne présente le même paragraphe dans toutes les langues.",
    "side_letters": "Il n’y a pas d’original: chaque colonne présente la première lettre de sa "
    "langue.",
    "side_choose": "Cocher les langues à comparer: elles seules sont affichées. À l’impression, "
    "toutes les langues figurent.",
    "absent": "absent dans cette langue",
    "side_pages_of": "Pages en regard: {kind}",
    "page_numbered": "Page {number}",
    "page_of": "Page {number}, {language}",
    "pages_apart": "Les nombres de pages diffèrent fortement: examiner ceux qui sont signalés.",
    # Why a letter stands out
    "why by_hand": "modifiée à la main après avoir été produite par docgen",
    "why alike": "même contenu que la lettre {name}",
    "why template": "établie à partir d’une autre version du modèle que les autres",
    "why campaign": "établie à partir d’autres données de campaign.toml que les autres",
    "why pages": {
        "one": "{n} page; la plupart en ont {usual}",
        "many": "{n} de pages; la plupart en ont {usual}",
        "other": "{n} pages; la plupart en ont {usual}",
    },
    "why late": "fait suite à une candidature reçue après la date limite et acceptée",
    "why has": {
        "one": "contient le paragraphe {numbers}, présent dans {count} des {of} lettres",
        "many": "contient les paragraphes {numbers}, présents dans {count} des {of} lettres",
        "other": "contient les paragraphes {numbers}, présents dans {count} des {of} lettres",
    },
    "why lacks": {
        "one": "ne contient pas le paragraphe {numbers}, présent dans {count} des {of} lettres",
        "many": "ne contient pas les paragraphes {numbers}, présents dans {count} des {of} lettres",
        "other": "ne contient pas les paragraphes {numbers}, présents dans {count} des {of} "
        "lettres",
    },
    "why empty": "la valeur {number} est vide",
    "why rare": "la valeur {number} est {value}, soit {count} cas sur {of}",
    "why long": "valeur {number} la plus longue: {longest} caractères; la moitié des lettres en "
    "ont au plus {usual}",
    "why courtesy": "copie de courtoisie, dans une autre langue que celle de la correspondance",
    "why languages": "langues de correspondance du destinataire: {languages}",
    "value_after": "{number} (après {where})",
    "nothing": "vide",
}
