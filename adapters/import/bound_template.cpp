#include "adapters/import/bound_template.hpp"

#include <algorithm>

#include "adapters/import/quoted.hpp"

namespace makegood::import {

namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string in_words(std::span<const std::string_view> header) {
    std::string names;
    for (std::string_view name : header) names += (names.empty() ? "" : ",") + std::string(name);
    return quoted(names);
}

}  // namespace

BoundTemplate::BoundTemplate(const Template& source, std::span<const std::string_view> header, Findings& findings) {
    for (const Template::Part& part : source.parts) {
        const auto column = std::ranges::find(header, part.column);
        const bool is_literal = part.column.empty();
        if (!is_literal && column == header.end())
            findings.push_back({"line 1", "no column \"" + part.column + "\"",
                                "the columns that the mapping names; the file's first row is " + in_words(header)});
        parts_.push_back({part.literal, is_literal ? none : static_cast<std::size_t>(column - header.begin())});
    }
}

std::string_view BoundTemplate::in(std::span<const std::string_view> fields) {
    if (parts_.empty()) return {};
    if (parts_.size() == 1 && parts_[0].literal.empty()) return trimmed(fields[parts_[0].column]);
    text_.clear();
    for (const Part& part : parts_) {
        text_ += part.literal;
        if (part.column != none) text_ += trimmed(fields[part.column]);
    }
    return text_;
}

}  // namespace makegood::import
