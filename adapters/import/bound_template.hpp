#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/import/mapping.hpp"

namespace makegood::import {

/// A template whose columns were found in the header of one file.
class BoundTemplate {
  public:
    /// Of no column and no text.
    BoundTemplate() = default;
    /// A column that the header lacks is a finding, and the template is worth nothing then.
    BoundTemplate(const Template& source, std::span<const std::string_view> header, Findings& findings);

    /// Of a row with as many fields as the header; columns without white space at their ends. The view lives until the
    /// next call on this object, or as long as the row.
    [[nodiscard]] std::string_view in(std::span<const std::string_view> fields);

  private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    struct Part {
        std::string literal;
        std::size_t column;
    };

    std::vector<Part> parts_;
    std::string text_;
};

}  // namespace makegood::import
