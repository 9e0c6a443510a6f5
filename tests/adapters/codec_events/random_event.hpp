#pragma once

#include <cstdint>
#include <random>

#include "adapters/codec/event_json.hpp"

namespace makegood::codec {

/// An event of any type with anything in it that the types allow, decided by the generator alone. It is what the codec
/// must carry, not what the engine would decide.
[[nodiscard]] Event random_event(std::mt19937_64& random);
[[nodiscard]] Envelope random_envelope(std::mt19937_64& random);

}  // namespace makegood::codec
