"""The captions of a proof in Spanish."""

from __future__ import annotations

from typing import Final

from docgen.delta.captions import Phrase

WORDS: Final[dict[str, Phrase]] = {
    # Between words
    "colon": ": ",
    "between": ", ",
    "sentence": "{text}.",
    # Kinds and languages
    "kind circular": "circular",
    "kind roadmap": "hoja de ruta",
    "kind confirmation": "confirmación",
    "kind note": "nota",
    "kind invitation": "invitación",
    "language ar": "árabe",
    "language en": "inglés",
    "language es": "español",
    "language fr": "francés",
    "language ru": "ruso",
    "language zh": "chino",
    # Head
    "title": "Prueba antes de la firma",
    "titled": "Prueba antes de la firma: {name}",
    "summary": "Cartas: {letters}. Fecha de la prueba: {date}. Cartas que requieren atención: "
    "{out}; figuran al principio de cada cuadro.",
    "how_to_read": "Léase una vez el texto de cada tipo de carta y, a continuación, las cartas que "
    "requieren atención.",
    "left_out": "Ficheros excluidos de esta prueba",
    "contents": "Contenido",
    "kind_head": "tipo",
    "kind_and_language": "tipo e idioma",
    "letters_count": "cartas",
    "out_count": "cartas que requieren atención",
    "letters": {"one": "{n} carta", "many": "{n} de cartas", "other": "{n} cartas"},
    "and_more": "{names} y {n} más",
    # What has changed
    "since_date": "Cambios desde la prueba del {date}",
    "since_approved": "Cambios desde la prueba aprobada por {name} el {date}",
    "since_several": "Cambios desde las pruebas aprobadas",
    "approved": "Aprobación de {name}, el {date}: {groups}",
    "nothing_changed": "Nada ha cambiado desde entonces.",
    "never_approved": "Sin aprobación anterior: {groups}",
    "change_counts": "Cartas añadidas: {added}. Suprimidas: {removed}. Modificadas: {changed}. "
    "Sin cambios: {unchanged}.",
    "redone": "Mismas palabras, pero otra presentación u otras propiedades: {count}.",
    "added": "Cartas añadidas",
    "removed": "Cartas suprimidas",
    "paragraph": "párrafo {number}",
    "in_all": {
        "one": "en la única carta",
        "many": "en los {n} de cartas",
        "other": "en las {n} cartas",
    },
    "in_letters": {
        "one": "en {n} carta: {names}",
        "many": "en {n} de cartas: {names}",
        "other": "en {n} cartas: {names}",
    },
    # A kind in a language
    "group": "{kind}, {language}",
    "kind_in": "{kind} ({languages})",
    "group_head": "{group}: {letters}",
    "text": "Texto",
    "alone": "Una sola carta, {name}: texto íntegro.",
    "marked": "Este texto figura tal cual en todas las cartas, salvo lo señalado: el valor que "
    "difiere aparece subrayado y es el de la primera carta, con su número y la cantidad de formas "
    "que tiene; el párrafo con una raya al margen figura solo en algunas cartas.",
    "frame": "Encabezamientos, pies de página y notas",
    "in_some": "en {count} de {of}",
    "forms": {"one": "{n} forma", "many": "{n} de formas", "other": "{n} formas"},
    "behind": "Diferencias que no se ven en la página",
    "behind_note": "Enlaces, propiedades y descripciones, que están en el fichero y no en el "
    "papel.",
    "values_numbered": "valores: {numbers}",
    "values": "Valores que difieren",
    "value": "valor",
    "stands_after": "sigue a las palabras",
    "in_paragraphs": "párrafos",
    "forms_count": "formas",
    "its_forms": "formas; si son muchas, la más corta y la más larga",
    "behind_page": "no visible",
    # The letters
    "letters_head": "Cartas",
    "standing_out": {
        "one": "{n} carta que requiere atención",
        "many": "{n} de cartas que requieren atención",
        "other": "{n} cartas que requieren atención",
    },
    "others": {
        "one": "La otra carta",
        "many": "Los otros {n} de cartas",
        "other": "Las otras {n} cartas",
    },
    "letter": "carta",
    "language": "idioma",
    "why": "motivo",
    "its_values": "valores",
    "its_paragraphs": "párrafos que faltan en otras",
    "pages_count": "páginas",
    "master": "original",
    "first_pages": "Primeras páginas",
    "first_page_of": "Primera página de la carta {name}",
    "pages": {"one": "{n} página", "many": "{n} de páginas", "other": "{n} páginas"},
    # Side by side
    "side": "Idiomas en paralelo: {kind}",
    "side_note": "Cada fila presenta el mismo párrafo en todos los idiomas.",
    "side_letters": "No hay original: cada columna presenta la primera carta de su idioma.",
    "side_choose": "Márquense los idiomas que se deseen comparar: solo se mostrarán esos. En papel "
    "figuran todos.",
    "absent": "no figura en este idioma",
    "side_pages_of": "Páginas en paralelo: {kind}",
    "page_numbered": "Página {number}",
    "page_of": "Página {number}, {language}",
    "pages_apart": "El número de páginas difiere mucho: examínense los que están señalados.",
    # Why a letter stands out
    "why by_hand": "modificada a mano después de que docgen la redactara",
    "why alike": "dice lo mismo que la carta {name}",
    "why template": "elaborada con una versión de la plantilla distinta de la de las demás",
    "why campaign": "elaborada con datos de campaign.toml distintos de los de las demás",
    "why pages": {
        "one": "{n} página; la mayoría tiene {usual}",
        "many": "{n} de páginas; la mayoría tiene {usual}",
        "other": "{n} páginas; la mayoría tiene {usual}",
    },
    "why late": "responde a una candidatura recibida fuera de plazo y aceptada",
    "why has": {
        "one": "contiene el párrafo {numbers}, que figura en {count} de {of} cartas",
        "many": "contiene los párrafos {numbers}, que figuran en {count} de {of} cartas",
        "other": "contiene los párrafos {numbers}, que figuran en {count} de {of} cartas",
    },
    "why lacks": {
        "one": "no contiene el párrafo {numbers}, que figura en {count} de {of} cartas",
        "many": "no contiene los párrafos {numbers}, que figuran en {count} de {of} cartas",
        "other": "no contiene los párrafos {numbers}, que figuran en {count} de {of} cartas",
    },
    "why empty": "el valor {number} está vacío",
    "why rare": "el valor {number} es {value}, como en {count} de {of}",
    "why long": "valor {number} más largo: {longest} caracteres; la mitad de las cartas tiene "
    "{usual} como máximo",
    "why courtesy": "copia de cortesía, en un idioma distinto del de la correspondencia",
    "why languages": "idiomas en que se escribe al destinatario: {languages}",
    "value_after": "{number} (tras {where})",
    "nothing": "vacío",
}
