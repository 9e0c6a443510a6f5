#include "adapters/import/camt_element.hpp"

#include "adapters/import/xml_text.hpp"

namespace makegood::import {

namespace {

std::string_view local_name(pugi::xml_node node) {
    const std::string_view name(node.name());
    const std::size_t colon = name.find(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

bool is_element(pugi::xml_node node, std::string_view name) {
    return node.type() == pugi::node_element && local_name(node) == name;
}

}  // namespace

std::string_view CamtElement::name() const {
    return local_name(node_);
}

pugi::xml_node CamtElement::find(std::initializer_list<std::string_view> path) const {
    pugi::xml_node current = node_;
    for (const std::string_view name : path) {
        pugi::xml_node child = current.first_child();
        while (child && !is_element(child, name)) child = child.next_sibling();
        current = child;
    }
    return current;
}

CamtElement CamtElement::at(std::initializer_list<std::string_view> path) const {
    std::string place = place_;
    for (const std::string_view name : path) {
        place += '/';
        place += name;
    }
    return {find(path), std::move(place)};
}

std::vector<CamtElement> CamtElement::all(std::string_view name) const {
    std::vector<CamtElement> found;
    for (const pugi::xml_node child : node_.children()) {
        if (!is_element(child, name)) continue;
        found.emplace_back(child, place_ + "/" + std::string(name) + "[" + std::to_string(found.size() + 1) + "]");
    }
    return found;
}

std::string CamtElement::text(std::initializer_list<std::string_view> path) const {
    return text_of(find(path));
}

std::optional<std::string> CamtElement::text_if_any(std::initializer_list<std::string_view> path) const {
    std::string found = text(path);
    if (found.empty()) return std::nullopt;
    return found;
}

}  // namespace makegood::import
