#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace makegood::scenario {

/// What a program that we did not write said, and its exit status.
struct Said {
    int status = 0;
    std::string words;  ///< both streams
};
[[nodiscard]] Said outside(const std::string& command);
/// The same, with a failed check when the status is not 0.
[[nodiscard]] std::string answer_of(const std::string& command);

/// A CSV as Miller reads it, which takes no ragged rows: a list of objects, every value as it is written.
[[nodiscard]] nlohmann::json rows_of_csv(const std::string& path);

/// "12.50" as 1250: all amounts of one currency have the same digits.
[[nodiscard]] std::int64_t minor_units(std::string amount);

}  // namespace makegood::scenario
