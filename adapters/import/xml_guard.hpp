#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace makegood::import {

struct XmlLimits {
    std::size_t depth_max = 64;            ///< elements around the innermost text
    std::size_t elements_max = 2'000'000;  ///< in one document; bounds the memory of its tree
    std::size_t document_bytes_max = 64u << 20;
};

/// Line and column count from 1; columns are bytes.
struct XmlFault {
    std::size_t line = 0;
    std::size_t column = 0;
    std::string found;
    std::string expected;
};

/// Looks at the bytes before any parser builds a tree from them. Refused, because nothing that bills needs it: a
/// DOCTYPE, and with it every entity, internal or external; encodings other than UTF-8 (RFC 3629) and ASCII; characters
/// and references outside XML 1.0's `Char`; references to entities that XML does not predefine; elements left open, a
/// second root, text outside it; more depth, elements or bytes than the limits.
/// Tags that don't match, and other faults of form, are left to the parser. One pass, no memory, no recursion.
[[nodiscard]] std::optional<XmlFault> find_xml_fault(std::string_view bytes, const XmlLimits& limits);

/// For a parser that says how many bytes into the document it stopped.
[[nodiscard]] XmlFault xml_fault_at(std::string_view bytes, std::size_t offset, std::string found,
                                    std::string expected);

}  // namespace makegood::import
