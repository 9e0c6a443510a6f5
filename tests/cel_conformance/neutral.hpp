#pragma once

#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/cel/arena.hpp"
#include "engine/cel/schema.hpp"
#include "engine/cel/type.hpp"
#include "engine/cel/value.hpp"

namespace makegood::conformance {

using Json = nlohmann::json;

/// Abstract types that tests declare by name. They have no values.
class AbstractTypes {
  public:
    [[nodiscard]] const cel::OpaqueType& named(const std::string& name);

  private:
    std::vector<std::unique_ptr<const cel::OpaqueType>> types_;
};

// The neutral form is that of neutral.mjs. Breach of it throws std::runtime_error: then the test itself is broken.
[[nodiscard]] cel::Type type_from(const Json& neutral, AbstractTypes& abstract);
[[nodiscard]] Json neutral_type(const cel::Type& type);
[[nodiscard]] cel::Value value_from(const Json& neutral, cel::Arena& arena);
[[nodiscard]] Json neutral_value(const cel::Value& value);

/// To the letter: int, uint and double apart, zeros by their sign, NaN like itself, maps in any order.
[[nodiscard]] bool is_same(const Json& left, const Json& right);

}  // namespace makegood::conformance
