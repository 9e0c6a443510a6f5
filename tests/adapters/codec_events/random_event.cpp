#include "tests/adapters/codec_events/random_event.hpp"

#include <array>
#include <limits>

#include "adapters/codec/event_words.hpp"

namespace makegood::codec {

namespace {

class Maker {
  public:
    explicit Maker(std::mt19937_64& random) : random_(random), currency_(any_currency()) {}

    std::uint64_t below(std::uint64_t end) { return random_() % end; }
    bool chance() { return below(2) == 0; }

    std::string text() {
        constexpr std::array<std::string_view, 10> pieces = {"a", "Z9", " ", "\"", "\\", "\n", "é", "€", "𝄞", "\x01"};
        std::string result;
        for (auto count = below(6); count > 0; --count) result += pieces[below(pieces.size())];
        return result;
    }
    template <class Named>
    Named name() {
        return Named(text());
    }
    Uuid uuid() {
        Uuid id;
        for (auto& byte : id.bytes) byte = static_cast<std::uint8_t>(random_());
        return id;
    }
    ClaimId claim() { return ClaimId(uuid()); }
    std::int64_t integer() {
        switch (below(4)) {
            case 0: return std::numeric_limits<std::int64_t>::min();
            case 1: return std::numeric_limits<std::int64_t>::max();
            case 2: return static_cast<std::int64_t>(below(2001)) - 1000;
            default: return static_cast<std::int64_t>(random_());
        }
    }
    Money money() { return {integer(), currency_}; }
    Date date() { return Date::from_unix_days(static_cast<std::int32_t>(below(3'652'059)) - 719'162); }
    Instant instant() {
        return Instant(date().unix_days() * std::int64_t{86'400'000} + static_cast<std::int64_t>(below(86'400'000)));
    }
    Decimal decimal() {
        const auto coefficient = integer() % 1'000'000'000'000'000'000;
        return {coefficient, static_cast<int>(below(Decimal::scale_max + 1))};
    }
    Personal personal() { return below(4) == 0 ? Personal::erased() : Personal(text()); }
    template <class Enum>
    Enum word() {
        return static_cast<Enum>(below(words_of<Enum>().size()));
    }
    template <class Make>
    auto maybe(Make make) -> std::optional<decltype(make())> {
        return chance() ? std::optional(make()) : std::nullopt;
    }
    template <class Make>
    auto some(Make make) {
        std::vector<decltype(make())> items;
        for (auto count = below(4); count > 0; --count) items.push_back(make());
        return items;
    }
    std::optional<std::string> maybe_text() {
        return maybe([&] { return text(); });
    }
    std::optional<Personal> maybe_personal() {
        return maybe([&] { return personal(); });
    }

    TaxKey key() {
        return {text(), maybe([&] { return decimal(); })};
    }
    TaxSubtotal row() { return {key(), money(), money()}; }
    Totals totals() { return {money(), money(), money()}; }
    Address address() { return {maybe_text(), maybe_text(), maybe_text(), maybe_text()}; }
    Entry entry() {
        return {word<Account>(), word<Account>(), name<AccountName>(), name<AccountName>(), money(), word<Origin>()};
    }
    std::vector<Entry> entries() {
        return some([&] { return entry(); });
    }
    CreditElsewhere credit() {
        return {text(), totals(), some([&] { return row(); }), maybe([&] { return word<ElsewhereKind>(); })};
    }
    Customer customer() {
        return {name<CustomerId>(), text(), maybe_personal(), maybe_text(), maybe([&] { return address(); }),
                maybe_text()};
    }
    InvoiceLine line() {
        return {name<LineId>(), name<ServiceName>(), text(), decimal(), maybe_text(), decimal(), money(),
                key(),          maybe_text()};
    }
    std::vector<DocumentAmount> document_amounts() {
        return some([&] { return DocumentAmount{key(), money(), text()}; });
    }
    InvoiceDraft invoice() {
        const auto any_date = [&] { return date(); };
        const auto any_money = [&] { return money(); };
        return {name<InvoiceNumber>(),
                date(),
                maybe(any_date),
                currency_,
                customer(),
                maybe_text(),
                maybe([&] {
                    return Delivery{maybe(any_date), maybe([&] { return address(); })};
                }),
                some([&] { return line(); }),
                document_amounts(),
                document_amounts(),
                some([&] { return row(); }),
                totals(),
                maybe(any_money),
                some([&] {
                    return Prepayment{money(), maybe_text()};
                }),
                maybe(any_money),
                some([&] { return credit(); }),
                maybe([&] { return accounting_tax(); })};
    }
    AccountingTax accounting_tax() { return {Money(integer(), any_currency())}; }
    Saying saying() {
        return {word<StatementKind>(), word<Channel>(), word<Basis>(),
                maybe_text(),          maybe_text(),    some([&] { return Saying::OfLine{name<LineId>(), text()}; }),
                maybe_personal()};
    }
    Due due() { return {instant(), instant()}; }
    Routing routing() {
        const auto any_text = [&] { return text(); };
        Routing routing{text(), word<Priority>(), some(any_text), some(any_text), some(any_text), chance(), {}};
        routing.rule_set_hash = text();
        routing.owners = some(any_text);
        routing.hints = some(any_text);
        for (auto& each : routing.dues) each = maybe([&] { return due(); });
        return routing;
    }
    std::optional<SettlementKind> wish() {
        return maybe([&] { return word<SettlementKind>(); });
    }
    std::optional<Contact> contact() {
        return maybe([&] { return Contact{maybe_personal(), maybe_personal(), maybe_personal()}; });
    }
    Movement movement() {
        return {some([&] {
                    return LineMove{random_(), money(), money()};
                }),
                some([&] {
                    return TaxMove{random_(), money(), money()};
                }),
                totals(), money()};
    }
    Adjustment adjustment() {
        return {name<AdjustmentNumber>(),
                integer(),
                word<DocumentType>(),
                date(),
                name<InvoiceNumber>(),
                date(),
                claim(),
                name<GuaranteeVersionName>(),
                instant(),
                some([&] {
                    return AdjustedLine{name<LineId>(), name<ServiceName>(), money(), money()};
                }),
                some([&] { return row(); }),
                totals(),
                money(),
                some([&] {
                    return SettlementPart{word<SettlementKind>(), money()};
                }),
                entries()};
    }
    Adjustment linked_adjustment() {
        Adjustment document = adjustment();
        document.reverses = maybe([&] { return name<AdjustmentNumber>(); });
        document.replaces = maybe([&] { return name<AdjustmentNumber>(); });
        document.tax_point = maybe([&] { return date(); });
        document.accounting_tax = maybe([&] { return accounting_tax(); });
        return document;
    }
    std::vector<TaxAnchor> anchors() {
        return some([&] { return TaxAnchor{money(), money()}; });
    }
    /// At least one: from them an event of money knows its currency.
    std::vector<Entry> posted() {
        std::vector<Entry> all = entries();
        all.push_back(entry());
        return all;
    }
    BankAccount account() { return {personal(), personal(), maybe_text()}; }
    Payment payment() {
        return {name<PaymentId>(),
                date(),
                money(),
                maybe([&] { return account(); }),
                maybe_personal(),
                some([&] {
                    return Deduction{maybe([&] { return name<LineId>(); }), money(),
                                     maybe([&] { return word<Shortfall>(); }), maybe_personal()};
                }),
                maybe([&] { return word<Shortfall>(); })};
    }
    MakeGoodGiven given() {
        const auto kind = word<MakeGoodKind>();
        MakeGood given{name<MakeGoodNumber>(), integer(), date(), name<InvoiceNumber>(), claim(), kind, {}, text()};
        if (kind == MakeGoodKind::apology) return {std::move(given), {}};
        given.amount = money();
        given.tax = maybe([&] { return row(); });
        return {std::move(given), entries()};
    }
    BatchSealed batch() {
        // Each row of a batch has a currency of its own.
        const auto anew = [&](auto make) {
            currency_ = any_currency();
            return make();
        };
        BatchContent content{random_(), date(), random_(), random_(), text(), text(), {}, {}, {}, {}};
        content.totals = some([&] { return anew([&] { return ControlTotal{text(), random_(), totals()}; }); });
        content.accounts = some([&] {
            return anew([&] { return AccountTotal{name<AccountName>(), money(), money()}; });
        });
        content.formats = some([&] { return BatchFormat{text(), text(), random_()}; });
        content.liabilities = some([&] {
            return anew([&] {
                return RefundLiability{claim(), name<ClaimNumber>(), name<InvoiceNumber>(), money(), money()};
            });
        });
        const auto any_entry = [&] { return anew([&] { return entry(); }); };
        return {std::move(content), some(any_entry), some(any_entry)};
    }
    Cause cause() { return {name<TeamName>(), text(), maybe_text(), maybe_text()}; }

  private:
    Currency any_currency() {
        constexpr std::array<std::string_view, 4> codes = {"EUR", "JPY", "TND", "CLF"};
        return *Currency::find(codes[below(codes.size())]);
    }

    std::mt19937_64& random_;
    Currency currency_;
};

Event make_settlement_event(Maker& make, std::size_t type) {
    const auto refund = [&] { return make.name<RefundNumber>(); };
    switch (type) {
        case 15: return StatementCorrected{make.claim(), make.below(100), make.saying(), make.word<Channel>()};
        case 16:
            return AdjustmentReversed{make.linked_adjustment(), make.some([&] { return make.money(); }), make.anchors(),
                                      make.money()};
        case 17: return PaymentReceived{make.payment(), make.entries()};
        case 18: return PaymentReversed{make.name<PaymentId>(), make.date(), make.maybe_text(), make.posted()};
        case 19:
            return RefundRecorded{refund(),     make.integer(),
                                  make.date(),  make.word<RefundSource>(),
                                  make.text(),  make.maybe([&] { return make.claim(); }),
                                  make.money(), make.entries()};
        case 20: return RefundAccountNamed{refund(), make.account()};
        case 21: return RefundAccountConfirmed{refund(), make.word<Channel>()};
        case 22: return RefundInstructed{refund(), make.integer(), make.date(), make.money(), make.account()};
        case 23: return RefundPaid{refund(), make.date(), make.date(), make.maybe_text(), make.posted()};
        case 24: return RefundFailed{refund(), make.date(), make.date(), make.text(), make.entries()};
        case 25: return RefundDueAgain{refund()};
        case 26: return BalanceUsed{make.name<InvoiceNumber>(), make.money(), make.word<Channel>()};
        case 27: return BalanceReceived{make.name<InvoiceNumber>(), make.date(), make.money(), make.entries()};
        case 28: return make.given();
        case 29: return make.batch();
        case 30: return BatchAnswered{make.below(100), make.chance(), make.text()};
        case 31: return RefundCancelled{refund(), make.date(), make.posted()};
        case 32: return NumbersRestarted{make.text(), make.below(100)};
        case 33: return NumbersResumed{make.below(100), make.text()};
        default: break_invariant("every type of event is made here", std::source_location::current());
    }
}

Event make_event(Maker& make, std::size_t type) {
    switch (type) {
        case 0:
            return InvoiceRecorded{make.invoice(), make.name<GuaranteeVersionName>(),
                                   make.some([&] { return make.money(); }), make.entries()};
        case 1:
            return CreditedElsewhere{make.credit(),
                                     make.some([&] { return make.money(); }),
                                     make.some([&] {
                                         return TaxAnchor{make.money(), make.money()};
                                     }),
                                     make.money(),
                                     make.entries(),
                                     make.maybe([&] { return make.date(); })};
        case 2:
            return ClaimOpened{make.claim(), make.name<ClaimNumber>(), make.integer(), make.date(), make.saying(),
                               make.wish(),  make.contact(),           make.routing(), make.text()};
        case 3:
            return StatementMade{make.claim(), make.saying(), make.wish(), make.contact(),
                                 make.maybe([&] { return make.routing(); })};
        case 4: return ClaimAcknowledged{make.claim()};
        case 5: return ClaimApproved{make.claim(), make.chance()};
        case 6: return OfferMade{make.claim(), make.movement()};
        case 7: return OfferAnswered{make.claim(), make.word<OfferAnswer>()};
        case 8: return AdjustmentIssued{make.linked_adjustment(), make.anchors()};
        case 9: return ClaimAdjusted{make.claim(), make.chance(), make.maybe([&] { return make.due(); })};
        case 10: return ClaimSettled{make.claim()};
        case 11: return NoteAdded{make.claim(), make.personal()};
        case 12: return CauseNamed{make.claim(), make.cause()};
        case 13: return ConfigurationActivated{make.text(), make.text()};
        case 14: return RulesActivated{make.text(), make.text(), make.text()};
        default: return make_settlement_event(make, type);
    }
}

}  // namespace

Event random_event(std::mt19937_64& random) {
    Maker make(random);
    return make_event(make, make.below(std::variant_size_v<Event>));
}

Envelope random_envelope(std::mt19937_64& random) {
    Maker make(random);
    return {make.uuid(),   random(), make.text(), random(), {make.text(), make.word<Role>(), make.maybe_text()},
            make.instant()};
}

}  // namespace makegood::codec
