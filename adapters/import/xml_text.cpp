#include "adapters/import/xml_text.hpp"

#include <string_view>

namespace makegood::import {

std::string text_of(pugi::xml_node element) {
    std::string result;
    bool is_space_due = false;
    for (pugi::xml_node child : element.children()) {
        if (child.type() != pugi::node_pcdata && child.type() != pugi::node_cdata) continue;
        for (char c : std::string_view(child.value())) {
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                is_space_due = !result.empty();
                continue;
            }
            if (is_space_due) result += ' ';
            is_space_due = false;
            result += c;
        }
    }
    return result;
}

}  // namespace makegood::import
