#include "adapters/codec/event_structures.hpp"
#include "adapters/codec/facts_json.hpp"

namespace makegood::codec {

namespace {

/// The currency comes first in every payload that has amounts, and holds for all of them.
template <class Value>
Value after_currency(EventReader& fields, std::string_view name) {
    fields.currency();
    return fields.get<Value>(name);
}

/// Why a claim was routed as it was: in the journal for whoever asks, and in no state.
void write_record(EventWriter& json, const std::shared_ptr<const RoutingRecord>& record) {
    if (!record) return;
    json.part("record", [&](JsonWriter& out) {
        out.object_begin().key("trace");
        write_trace(out, record->trace);
        out.key("facts");
        write_facts(out, *record->facts);
        out.object_end();
    });
}

std::shared_ptr<const RoutingRecord> read_record(EventReader& fields) {
    auto recorded = fields.object().optional_value("record");
    if (!recorded || fields.scope().depth == Depth::state) return nullptr;
    ObjectReader object = recorded->object();
    RoutingRecord record{read_trace(object.value("trace")), read_recorded_facts(object.value("facts"))};
    object.finish();
    return std::make_shared<const RoutingRecord>(std::move(record));
}

}  // namespace

void write(EventWriter& json, const InvoiceRecorded& event) {
    json.currency(event.invoice.currency);
    json.field("invoice", event.invoice);
    json.field("guarantee", event.guarantee);
    json.field("billed", event.billed);
    json.field("entries", event.entries);
}

InvoiceRecorded read(EventReader& fields, std::type_identity<InvoiceRecorded>) {
    return InvoiceRecorded{
        .invoice = after_currency<InvoiceDraft>(fields, "invoice"),
        .guarantee = fields.get<GuaranteeVersionName>("guarantee"),
        .billed = fields.get<std::vector<Money>>("billed"),
        .entries = fields.get<std::vector<Entry>>("entries"),
    };
}

void write(EventWriter& json, const CreditedElsewhere& event) {
    json.currency(event.credit.totals.gross.currency());
    json.field("credit", event.credit);
    json.field("standing_lines", event.standing_lines);
    json.field("anchors", event.anchors);
    json.field("over_credited", event.over_credited);
    json.field("entries", event.entries);
    json.field("posted_on", event.posted_on);
}

CreditedElsewhere read(EventReader& fields, std::type_identity<CreditedElsewhere>) {
    return CreditedElsewhere{
        .credit = after_currency<CreditElsewhere>(fields, "credit"),
        .standing_lines = fields.get<std::vector<Money>>("standing_lines"),
        .anchors = fields.get<std::vector<TaxAnchor>>("anchors"),
        .over_credited = fields.get<Money>("over_credited"),
        .entries = fields.get<std::vector<Entry>>("entries"),
        .posted_on = fields.get_optional<Date>("posted_on"),
    };
}

void write(EventWriter& json, const ClaimOpened& event) {
    json.field("claim", event.claim);
    json.field("number", event.number);
    json.field("ordinal", event.ordinal);
    json.field("opened_on", event.opened_on);
    json.field("saying", event.saying);
    json.field("wish", event.wish);
    json.field("contact", event.contact);
    json.field("routing", event.routing);
    json.field("configuration", event.configuration);
    write_record(json, event.record);
}

ClaimOpened read(EventReader& fields, std::type_identity<ClaimOpened>) {
    return ClaimOpened{
        .claim = fields.get<ClaimId>("claim"),
        .number = fields.get<ClaimNumber>("number"),
        .ordinal = fields.get<std::int64_t>("ordinal"),
        .opened_on = fields.get<Date>("opened_on"),
        .saying = fields.get<Saying>("saying"),
        .wish = fields.get_optional<SettlementKind>("wish"),
        .contact = fields.get_optional<Contact>("contact"),
        .routing = fields.get<Routing>("routing"),
        .configuration = fields.get<std::string>("configuration"),
        .record = read_record(fields),
    };
}

void write(EventWriter& json, const StatementMade& event) {
    json.field("claim", event.claim);
    json.field("saying", event.saying);
    json.field("wish", event.wish);
    json.field("contact", event.contact);
    json.field("routing", event.routing);
    write_record(json, event.record);
}

StatementMade read(EventReader& fields, std::type_identity<StatementMade>) {
    return StatementMade{
        .claim = fields.get<ClaimId>("claim"),
        .saying = fields.get<Saying>("saying"),
        .wish = fields.get_optional<SettlementKind>("wish"),
        .contact = fields.get_optional<Contact>("contact"),
        .routing = fields.get_optional<Routing>("routing"),
        .record = read_record(fields),
    };
}

void write(EventWriter& json, const ClaimAcknowledged& event) {
    json.field("claim", event.claim);
}

ClaimAcknowledged read(EventReader& fields, std::type_identity<ClaimAcknowledged>) {
    return ClaimAcknowledged{.claim = fields.get<ClaimId>("claim")};
}

void write(EventWriter& json, const ClaimApproved& event) {
    json.field("claim", event.claim);
    json.field("by_promise", event.by_promise);
}

ClaimApproved read(EventReader& fields, std::type_identity<ClaimApproved>) {
    return ClaimApproved{
        .claim = fields.get<ClaimId>("claim"),
        .by_promise = fields.get<bool>("by_promise"),
    };
}

void write(EventWriter& json, const OfferMade& event) {
    json.currency(event.movement.totals.gross.currency());
    json.field("claim", event.claim);
    json.field("movement", event.movement);
}

OfferMade read(EventReader& fields, std::type_identity<OfferMade>) {
    return OfferMade{
        .claim = after_currency<ClaimId>(fields, "claim"),
        .movement = fields.get<Movement>("movement"),
    };
}

void write(EventWriter& json, const OfferAnswered& event) {
    json.field("claim", event.claim);
    json.field("answer", event.answer);
}

OfferAnswered read(EventReader& fields, std::type_identity<OfferAnswered>) {
    return OfferAnswered{
        .claim = fields.get<ClaimId>("claim"),
        .answer = fields.get<OfferAnswer>("answer"),
    };
}

void write(EventWriter& json, const AdjustmentIssued& event) {
    json.currency(event.adjustment.totals.gross.currency());
    json.field("adjustment", event.adjustment);
    if (!event.anchors.empty()) json.field("anchors", event.anchors);
}

AdjustmentIssued read(EventReader& fields, std::type_identity<AdjustmentIssued>) {
    auto adjustment = after_currency<Adjustment>(fields, "adjustment");
    return AdjustmentIssued{std::move(adjustment),
                            fields.get_optional<std::vector<TaxAnchor>>("anchors").value_or(std::vector<TaxAnchor>())};
}

void write(EventWriter& json, const ClaimAdjusted& event) {
    json.field("claim", event.claim);
    json.field("without_document", event.without_document);
    json.field("settle", event.settle);
}

ClaimAdjusted read(EventReader& fields, std::type_identity<ClaimAdjusted>) {
    return ClaimAdjusted{
        .claim = fields.get<ClaimId>("claim"),
        .without_document = fields.get<bool>("without_document"),
        .settle = fields.get_optional<Due>("settle"),
    };
}

void write(EventWriter& json, const ClaimSettled& event) {
    json.field("claim", event.claim);
}

ClaimSettled read(EventReader& fields, std::type_identity<ClaimSettled>) {
    return ClaimSettled{.claim = fields.get<ClaimId>("claim")};
}

void write(EventWriter& json, const NoteAdded& event) {
    json.field("claim", event.claim);
    json.field("text", event.text);
}

NoteAdded read(EventReader& fields, std::type_identity<NoteAdded>) {
    return NoteAdded{
        .claim = fields.get<ClaimId>("claim"),
        .text = fields.get<Personal>("text"),
    };
}

void write(EventWriter& json, const CauseNamed& event) {
    json.field("claim", event.claim);
    json.field("cause", event.cause);
}

CauseNamed read(EventReader& fields, std::type_identity<CauseNamed>) {
    return CauseNamed{
        .claim = fields.get<ClaimId>("claim"),
        .cause = fields.get<Cause>("cause"),
    };
}

void write(EventWriter& json, const StatementCorrected& event) {
    json.field("claim", event.claim);
    json.field("statement", event.statement);
    json.field("saying", event.saying);
    json.field("confirmed_over", event.confirmed_over);
}

StatementCorrected read(EventReader& fields, std::type_identity<StatementCorrected>) {
    return StatementCorrected{
        .claim = fields.get<ClaimId>("claim"),
        .statement = fields.get<std::uint64_t>("statement"),
        .saying = fields.get<Saying>("saying"),
        .confirmed_over = fields.get<Channel>("confirmed_over"),
    };
}

void write(EventWriter& json, const AdjustmentReversed& event) {
    json.currency(event.reversal.totals.gross.currency());
    json.field("reversal", event.reversal);
    json.field("standing_lines", event.standing_lines);
    json.field("anchors", event.anchors);
    json.field("standing_rounding", event.standing_rounding);
}

AdjustmentReversed read(EventReader& fields, std::type_identity<AdjustmentReversed>) {
    return AdjustmentReversed{
        .reversal = after_currency<Adjustment>(fields, "reversal"),
        .standing_lines = fields.get<std::vector<Money>>("standing_lines"),
        .anchors = fields.get<std::vector<TaxAnchor>>("anchors"),
        .standing_rounding = fields.get<Money>("standing_rounding"),
    };
}

/// Only money has a currency: an apology has none.
void write(EventWriter& json, const MakeGoodGiven& event) {
    if (event.make_good.amount) json.currency(event.make_good.amount->currency());
    json.field("make_good", event.make_good);
    if (event.make_good.amount) json.field("entries", event.entries);
}

MakeGoodGiven read(EventReader& fields, std::type_identity<MakeGoodGiven>) {
    const bool has_entries = fields.has("entries");
    if (has_entries) fields.currency();
    MakeGood given = fields.get<MakeGood>("make_good");
    return MakeGoodGiven{std::move(given),
                         has_entries ? fields.get<std::vector<Entry>>("entries") : std::vector<Entry>()};
}

void write(EventWriter& json, const RulesActivated& event) {
    json.field("rule_set", event.rule_set);
    json.field("hash", event.hash);
    json.field("content", event.content);
}

RulesActivated read(EventReader& fields, std::type_identity<RulesActivated>) {
    return RulesActivated{
        .rule_set = fields.get<std::string>("rule_set"),
        .hash = fields.get<std::string>("hash"),
        .content = fields.get<std::string>("content"),
    };
}

void write(EventWriter& json, const NumbersRestarted& event) {
    json.field("mark", event.mark);
    json.field("lost_sequence", event.lost_sequence);
}

NumbersRestarted read(EventReader& fields, std::type_identity<NumbersRestarted>) {
    return NumbersRestarted{
        .mark = fields.get<std::string>("mark"),
        .lost_sequence = fields.get<std::uint64_t>("lost_sequence"),
    };
}

void write(EventWriter& json, const NumbersResumed& event) {
    json.field("sequence", event.sequence);
    json.field("hash", event.hash);
}

NumbersResumed read(EventReader& fields, std::type_identity<NumbersResumed>) {
    return NumbersResumed{
        .sequence = fields.get<std::uint64_t>("sequence"),
        .hash = fields.get<std::string>("hash"),
    };
}

void write(EventWriter& json, const ConfigurationActivated& event) {
    json.field("hash", event.hash);
    json.field("content", event.content);
}

ConfigurationActivated read(EventReader& fields, std::type_identity<ConfigurationActivated>) {
    return ConfigurationActivated{
        .hash = fields.get<std::string>("hash"),
        .content = fields.get<std::string>("content"),
    };
}

}  // namespace makegood::codec
