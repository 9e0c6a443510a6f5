#include "adapters/import/mapping_values.hpp"

namespace makegood::import {

Template read_template(codec::JsonValue value) {
    constexpr codec::Chars text_chars{1, 200};
    const auto text = value.try_text(text_chars);
    if (!text) return {};
    if (auto parsed = Template::parse(*text)) return *parsed;
    value.fault("a text in which every { has its }, with a column's name between them");
    return {};
}

char read_sign(codec::ObjectReader& object, std::string_view name, char usual, std::string_view accepted) {
    const auto text = object.optional_text(name, {1, 1});
    if (!text) return usual;
    if (accepted.find(text->front()) != accepted.npos) return text->front();
    object.fault(name, "one of " + std::string(accepted));
    return usual;
}

}  // namespace makegood::import
