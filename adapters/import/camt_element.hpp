#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace makegood::import {

/// One element of a camt message with its place, asked by the standard's names, whichever prefix the document binds.
/// Asking an element that isn't there gives what isn't there, with the place where it would be. Valid as long as the
/// document.
class CamtElement {
  public:
    CamtElement(pugi::xml_node node, std::string place) : node_(node), place_(std::move(place)) {}

    explicit operator bool() const { return !node_.empty(); }
    [[nodiscard]] std::string_view name() const;
    /// An XPath of the standard's names, as in "/Document/BkToCstmrStmt/Stmt[1]/Ntry[2]/Amt": positions of what all()
    /// found, because there may be several.
    [[nodiscard]] const std::string& place() const { return place_; }

    /// The first at each step of the path.
    [[nodiscard]] CamtElement at(std::initializer_list<std::string_view> path) const;
    [[nodiscard]] std::vector<CamtElement> all(std::string_view name) const;
    /// What is at the path, its white space as in text_of(); "" for nothing.
    [[nodiscard]] std::string text(std::initializer_list<std::string_view> path = {}) const;
    [[nodiscard]] std::optional<std::string> text_if_any(std::initializer_list<std::string_view> path) const;
    [[nodiscard]] std::string attribute(const char* name) const { return node_.attribute(name).value(); }

  private:
    [[nodiscard]] pugi::xml_node find(std::initializer_list<std::string_view> path) const;

    pugi::xml_node node_;
    std::string place_;
};

}  // namespace makegood::import
