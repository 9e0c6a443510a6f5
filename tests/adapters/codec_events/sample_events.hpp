#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/codec/event_json.hpp"

namespace makegood::codec {

/// Seals by writing "sealed:" in front, so that the bytes of a test are always the same.
class PlainSealer : public Sealer {
  public:
    std::string seal(std::string_view plain) override { return "sealed:" + std::string(plain); }
    Personal open(std::string_view sealed) override { return Personal(std::string(sealed.substr(7))); }
};

/// The key is gone: nothing can be opened any more.
class KeylessSealer : public PlainSealer {
  public:
    Personal open(std::string_view) override { return Personal::erased(); }
};

struct SampleEvent {
    std::string file;  ///< the golden file's name, without ".json"
    Envelope envelope;
    Event event;
};

/// One event of every type with all that it can hold, under the type's name; and some with the least they can hold.
[[nodiscard]] std::vector<SampleEvent> sample_events();

}  // namespace makegood::codec
