#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace makegood::bank {

/// The characters that every bank takes: a to z, A to Z, 0 to 9, space and / - ? : ( ) . , ' +.
/// Source: SWIFT character set X without line ends; EPC132-08 (SEPA credit transfer, customer to PSP), 1.4.
[[nodiscard]] bool is_bank_character(char c);

/// Whether the text can be a reference that comes back unchanged: 1 to 35 of those characters, no space at its ends, no
/// "/" at its ends and no "//" in it. Source: the same.
[[nodiscard]] bool is_bank_reference(std::string_view text);

/// The text in those characters, at most `characters_max` of them:
/// - an accented Latin letter becomes its base letter, ß an s, as in the EPC's conversion table (EPC217-08): Müller
///   is Muller and not Mueller, because the bank's own conversion at the other end gives the same. Letters made of two
///   become both: Æ is AE, Œ is OE, Þ is TH.
/// - combining accents are dropped, typographic quotes, dashes and spaces become the plain ones, & is +, _ is -, ; is
/// ,.
/// - every other character becomes one ".", so that nothing vanishes.
/// White space and line ends become one space, none stays at the ends. `text` is UTF-8; what isn't is a "." too.
[[nodiscard]] std::string to_latin(std::string_view text, std::size_t characters_max);

/// Whether a person could read a name in it: a letter or a digit.
[[nodiscard]] bool has_letter_or_digit(std::string_view latin);

}  // namespace makegood::bank
