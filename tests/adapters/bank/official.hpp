#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace makegood::bank {

/// Below MAKEGOOD_SHARED; says loudly when there is no such thing.
[[nodiscard]] std::optional<std::filesystem::path> shared(const std::string& path);

/// What the program says of a file with these bytes; "" when it finds them valid.
[[nodiscard]] std::string complaints(const std::filesystem::path& validator, const std::string& bytes);

}  // namespace makegood::bank
