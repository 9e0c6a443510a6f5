#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"
#include "engine/journal/event.hpp"

namespace makegood::codec {

/// Encrypts and decrypts the personal fields of one customer's events. What cannot be opened any more, because the key
/// was destroyed, comes back erased.
class Sealer {
  public:
    virtual ~Sealer() = default;
    [[nodiscard]] virtual std::string seal(std::string_view plain) = 0;  ///< printable ASCII
    [[nodiscard]] virtual Personal open(std::string_view sealed) = 0;
};

/// Where an event stands in the journal and who made it. DESIGN.md 5, "Journal".
struct Envelope {
    Uuid journal;
    std::uint64_t sequence = 0;
    std::string stream;  ///< "invoice:NUMBER" or "company"
    std::uint64_t version = 0;
    Actor actor;
    Instant at{0};
};

/// The newest schema version that encode_event writes for every type of event.
inline constexpr int event_schema_version = 1;

/// The canonical bytes of an event with its envelope: one JSON object, fixed field order, ASCII keys, no whitespace,
/// money and 64-bit integers as strings, personal fields sealed:
/// {"journal","sequence","stream","version","type","schema","actor":{"name","role","in_name_of"?},"at","payload":{…}}.
/// The same event under the same envelope gives the same bytes, but for the nonces of what is sealed.
[[nodiscard]] std::string encode_event(const Envelope& envelope, const Event& event, Sealer& sealer);

struct Decoded {
    Envelope envelope;
    Event event;
};

enum class Depth {
    everything,
    state,  ///< without what no state depends on: the record of why a claim was routed as it was
};

/// Reads back what encode_event wrote, in every schema version there ever was. A finding when it is not that.
[[nodiscard]] Result<Decoded, Finding> decode_event(std::string_view bytes, Sealer& sealer,
                                                    Depth depth = Depth::everything);

/// The sealer of the customer with this id.
using SealerOf = std::function<Sealer&(const std::string& customer)>;

/// The same for the event that begins an invoice's stream: it names the customer whose key seals the stream, and
/// `sealer_of` is asked for it, once. A finding also when it is another type of event.
[[nodiscard]] Result<Decoded, Finding> decode_first_event(std::string_view bytes, const SealerOf& sealer_of);

}  // namespace makegood::codec
