#pragma once

#include <string>

#include <pugixml.hpp>

namespace makegood::import {

/// The text directly in the element: runs of white space become one space, none stays at the ends.
[[nodiscard]] std::string text_of(pugi::xml_node element);

}  // namespace makegood::import
