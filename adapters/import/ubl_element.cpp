#include "adapters/import/ubl_element.hpp"

#include "adapters/import/xml_text.hpp"

namespace makegood::import {

namespace {

constexpr std::string_view aggregate = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
constexpr std::string_view basic = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

bool declares(const char* attribute, std::string_view prefix) {
    std::string_view name(attribute);
    if (!name.starts_with("xmlns")) return false;
    name.remove_prefix(5);
    if (name.empty()) return prefix.empty();
    return name.front() == ':' && name.substr(1) == prefix;
}

std::string usual_name(const UblElement& element) {
    const std::string local(element.local_name());
    if (element.space() == aggregate) return "cac:" + local;
    if (element.space() == basic) return "cbc:" + local;
    return local;
}

}  // namespace

std::string_view UblElement::local_name() const {
    const std::string_view name(node_.name());
    const std::size_t colon = name.find(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

std::string_view UblElement::space() const {
    const std::string_view name(node_.name());
    const std::size_t colon = name.find(':');
    const std::string_view prefix = colon == name.npos ? std::string_view{} : name.substr(0, colon);
    for (pugi::xml_node scope = node_; scope; scope = scope.parent())
        for (pugi::xml_attribute attribute : scope.attributes())
            if (declares(attribute.name(), prefix)) return attribute.value();
    return {};
}

bool UblElement::is(std::string_view name) const {
    return local_name() == name.substr(4) && space() == (name.starts_with("cac:") ? aggregate : basic);
}

UblElement UblElement::at(std::initializer_list<std::string_view> path) const {
    UblElement current = *this;
    for (std::string_view name : path) {
        UblElement next;
        for (pugi::xml_node child : current.node_.children()) {
            if (child.type() != pugi::node_element || !UblElement(child).is(name)) continue;
            next = UblElement(child);
            break;
        }
        if (!next) return {};
        current = next;
    }
    return current;
}

std::vector<UblElement> UblElement::all(std::string_view name) const {
    std::vector<UblElement> found;
    for (pugi::xml_node child : node_.children())
        if (child.type() == pugi::node_element && UblElement(child).is(name)) found.emplace_back(child);
    return found;
}

std::string UblElement::text() const {
    return text_of(node_);
}

std::optional<std::string> UblElement::text_at(std::initializer_list<std::string_view> path) const {
    std::string text = at(path).text();
    if (text.empty()) return std::nullopt;
    return text;
}

std::string UblElement::attribute(const char* name) const {
    return node_.attribute(name).value();
}

std::string UblElement::place() const {
    std::string path;
    for (pugi::xml_node node = node_; node.type() == pugi::node_element; node = node.parent()) {
        std::size_t before = 0;
        std::size_t after = 0;
        const std::string_view name(node.name());
        for (auto other = node.previous_sibling(); other; other = other.previous_sibling())
            before += name == other.name();
        for (auto other = node.next_sibling(); other; other = other.next_sibling()) after += name == other.name();
        std::string step = "/" + usual_name(UblElement(node));
        if (before + after > 0) step += "[" + std::to_string(before + 1) + "]";
        path.insert(0, step);
    }
    return path;
}

}  // namespace makegood::import
