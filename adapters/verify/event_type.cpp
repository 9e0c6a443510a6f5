#include "adapters/verify/event_type.hpp"

#include <algorithm>
#include <array>

#include "adapters/verify/happening.hpp"

namespace makegood::verify {

namespace {

// A payment is in the ERP already: it has the bank's statement. What we owe, give and send is ours.
constexpr std::array<EventType, 34> types = {{
    {"invoice-recorded", Home::invoice, "books", "", "invoice", "issued_on"},
    {"credited-elsewhere", Home::invoice, "books", "", "", "posted_on"},
    {"claim-opened", Home::invoice},
    {"statement-made", Home::invoice},
    {"claim-acknowledged", Home::invoice},
    {"claim-approved", Home::invoice},
    {"offer-made", Home::invoice},
    {"offer-answered", Home::invoice},
    {"adjustment-issued", Home::invoice, "makegood", "adjustment", "adjustment", "issued_on"},
    {"claim-adjusted", Home::invoice},
    {"claim-settled", Home::invoice},
    {"note-added", Home::invoice},
    {"cause-named", Home::invoice},
    {"configuration-activated", Home::company},
    {"rules-activated", Home::company},
    {"numbers-restarted", Home::company},
    {"numbers-resumed", Home::company},
    {"statement-corrected", Home::invoice},
    {"adjustment-reversed", Home::invoice, "makegood", "reversal", "reversal", "issued_on"},
    {"payment-received", Home::invoice, "books", "", "payment", "received_on"},
    {"payment-reversed", Home::invoice, "books", "", "", "reversed_on"},
    {"refund-recorded", Home::invoice, "makegood", "", "", "recorded_on"},
    {"refund-account-named", Home::invoice},
    {"refund-account-confirmed", Home::invoice},
    {"refund-instructed", Home::invoice},
    {"refund-paid", Home::invoice, "makegood", "", "", "posted_on"},
    {"refund-failed", Home::invoice, "makegood", "", "", "posted_on"},
    {"refund-due-again", Home::invoice},
    {"refund-cancelled", Home::invoice, "makegood", "", "", "posted_on"},
    {"balance-used", Home::invoice},
    {"balance-received", Home::invoice, "makegood", "", "", "posted_on"},
    {"make-good-given", Home::invoice, "makegood", "", "make_good", "issued_on"},
    {"batch-sealed", Home::exports},
    {"batch-answered", Home::exports},
}};

/// Only money comes with entries: an apology has none, nor a refund that failed before it left.
bool may_come_without(std::string_view type) {
    return type == "make-good-given" || type == "refund-failed";
}

}  // namespace

Home home_of(std::string_view stream) {
    if (stream == "company") return Home::company;
    return stream == "exports" ? Home::exports : Home::invoice;
}

std::string_view in_words(Home home) {
    switch (home) {
        case Home::invoice: return "the stream of an invoice";
        case Home::company: return "the stream \"company\"";
        case Home::exports: return "the stream \"exports\"";
    }
    return {};
}

Value EventType::entries(const Value& payload) const {
    const Value from = holder.empty() ? payload : payload[holder];
    return may_come_without(name) ? from.find("entries") : from["entries"];
}

std::int64_t EventType::posted_on(const Value& payload, std::int64_t at_ms) const {
    const Value from = dated_by.empty() ? payload : payload[dated_by];
    // An older program posted credits given elsewhere on UTC's day and did not say so.
    const bool is_told = !day.empty() && (name != "credited-elsewhere" || from.find(day).is_there());
    return is_told ? from[day].days() : utc_day(at_ms);
}

const EventType* find_event_type(std::string_view name) {
    const auto found =
        std::find_if(types.begin(), types.end(), [&](const EventType& type) { return type.name == name; });
    return found == types.end() ? nullptr : found;
}

}  // namespace makegood::verify
