#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace makegood::import {

/// One element of a UBL document, asked by the names that the standard uses, "cac:Party" or "cbc:ID", whichever
/// prefixes the document binds. Asking an element that isn't there gives what isn't there. Cheap to copy; valid as long
/// as the document.
class UblElement {
  public:
    UblElement() = default;
    explicit UblElement(pugi::xml_node node) : node_(node) {}

    explicit operator bool() const { return !node_.empty(); }

    /// The first at each step of the path.
    [[nodiscard]] UblElement at(std::initializer_list<std::string_view> path) const;
    [[nodiscard]] std::vector<UblElement> all(std::string_view name) const;

    /// Runs of white space become one space, none stays at the ends.
    [[nodiscard]] std::string text() const;
    /// Nothing when there is no such element or nothing in it.
    [[nodiscard]] std::optional<std::string> text_at(std::initializer_list<std::string_view> path) const;
    [[nodiscard]] std::string attribute(const char* name) const;

    /// An XPath with the usual prefixes, as in "/Invoice/cac:TaxTotal[1]/cbc:TaxAmount"; positions where there are
    /// several of a name.
    [[nodiscard]] std::string place() const;

    [[nodiscard]] bool is(std::string_view name) const;
    /// The namespace that its prefix is bound to here.
    [[nodiscard]] std::string_view space() const;
    [[nodiscard]] std::string_view local_name() const;

  private:
    pugi::xml_node node_;
};

}  // namespace makegood::import
