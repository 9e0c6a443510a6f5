#pragma once

#include <map>
#include <string>

#include <nlohmann/json.hpp>

namespace makegood::scenario {

using Json = nlohmann::ordered_json;

/// The fields of an answer that a story asks for, "PATH: VALUE" below one another; a list of objects has a line each.
/// Paths are names, numbers and `*`, which is every item of a list, with dots between.
[[nodiscard]] std::string told_fields(const Json& answer, const std::string& paths);

/// Random ids as names that a reader can follow, claim-1, claim-2, ... in the order in which they appear, and back.
class ClaimNames {
  public:
    [[nodiscard]] std::string without_ids(std::string text);
    [[nodiscard]] std::string with_ids(std::string text) const;

  private:
    std::map<std::string, std::string> names_;
};

}  // namespace makegood::scenario
