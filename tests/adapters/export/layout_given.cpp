#include "tests/adapters/export/layout_given.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "engine/adjustment/movement.hpp"

namespace makegood::exports {

namespace {

const std::vector<TaxKey> keys = {{"S", Decimal(20, 0)}, {"S", Decimal(1000, 2)}, {"S", Decimal(81, 1)},
                                  {"Z", Decimal(0, 0)},  {"E", Decimal(0, 0)},    {"AE", Decimal(0, 0)},
                                  {"O", std::nullopt},   {"L", Decimal(7, 0)},    {"S", Decimal(25, 0)}};

/// Makes one invoice whose sums tie out, whatever it is like.
class Maker {
  public:
    Maker(Dice& dice, Currency currency) : dice_(dice), draft_(blank(currency)) {
        magnitude_ = dice.one_of<std::int64_t>({9, 3'000, 50'000, 100'000'000});
        for (std::int64_t i = dice.up_to(2); i >= 0; --i) {
            const TaxKey& key = dice.one_of(keys);
            if (std::find(keys_.begin(), keys_.end(), key) == keys_.end()) keys_.push_back(key);
        }
    }

    InvoiceDraft make() {
        for (std::int64_t i = dice_.up_to(6); i >= 0; --i)
            add_line(Money(1 + dice_.up_to(magnitude_), draft_.currency));
        if (dice_.one_in(4)) add_line(Money(-1 - dice_.up_to(magnitude_ / 4), draft_.currency));
        if (dice_.one_in(3)) draft_.charges.push_back({any_key(), amount(), dice_.one_of(nasty_texts())});
        if (dice_.one_in(3)) draft_.allowances.push_back({any_key(), amount(), "Loyalty"});
        sum_up();
        const std::int64_t most = std::min<std::int64_t>(50, draft_.totals.gross.minor() / 4);
        if (most > 0 && dice_.one_in(3))
            draft_.rounding = Money((dice_.one_in(2) ? 1 : -1) * (1 + dice_.up_to(most - 1)), draft_.currency);
        return draft_;
    }

  private:
    InvoiceDraft blank(Currency currency) {
        const Money zero = Money::zero(currency);
        return {.number = InvoiceNumber(dice_.one_of<std::string>({"R-1", "=1+1", "Ré, \"fils\" 3", "請求書-7"})),
                .issued_on = day("2026-02-27"),
                .due_on = std::nullopt,
                .currency = currency,
                .customer = {CustomerId("C-" + std::to_string(dice_.up_to(999))), dice_.one_of(nasty_texts()),
                             std::nullopt, std::nullopt, std::nullopt, std::nullopt},
                .buyer_reference = std::nullopt,
                .delivery = std::nullopt,
                .lines = {},
                .allowances = {},
                .charges = {},
                .tax = {},
                .totals = {zero, zero, zero},
                .rounding = std::nullopt,
                .prepaid = {},
                .paid = std::nullopt,
                .credited = {}};
    }

    const TaxKey& any_key() { return dice_.one_of(keys_); }
    Money amount() { return {1 + dice_.up_to(magnitude_ / 8), draft_.currency}; }

    void add_line(const Money& net) {
        draft_.lines.push_back({LineId(std::to_string(draft_.lines.size() + 1)),
                                ServiceName(dice_.one_of<std::string>({"screening", "haulage"})),
                                dice_.one_of(nasty_texts()), Decimal(1, 0), std::nullopt, Decimal(1, 0), net, any_key(),
                                std::nullopt});
    }

    void add_base(const TaxKey& key, const Money& base) {
        for (TaxSubtotal& row : draft_.tax)
            if (row.key == key) {
                row.base += base;
                return;
            }
        draft_.tax.push_back({key, base, Money::zero(draft_.currency)});
    }

    void sum_up() {
        for (const InvoiceLine& line : draft_.lines) add_base(line.tax, line.net);
        for (const DocumentAmount& charge : draft_.charges) add_base(charge.tax, charge.amount);
        for (const DocumentAmount& allowance : draft_.allowances) add_base(allowance.tax, -allowance.amount);
        for (TaxSubtotal& row : draft_.tax) {
            row.amount = percent_of(row.key.rate_or_zero(), row.base, Rounding::half_away_from_zero);
            if (row.base.is_positive() && dice_.one_in(3))  // as some billers store it, a few units off or not at all
                row.amount =
                    std::max(Money::zero(draft_.currency), row.amount + Money(dice_.up_to(8) - 4, draft_.currency));
            draft_.totals.net += row.base;
            draft_.totals.tax += row.amount;
        }
        draft_.totals.gross = draft_.totals.net + draft_.totals.tax;
    }

    Dice& dice_;
    InvoiceDraft draft_;
    std::vector<TaxKey> keys_;
    std::int64_t magnitude_ = 0;
};

/// Issues documents on one invoice.
class Issuer {
  public:
    Issuer(const InvoiceDraft& draft, std::string prefix)
        : draft_(draft),
          prefix_(std::move(prefix)),
          billing_(Billing::of(Invoice::check(draft).value())),
          standing_(Standing::as_billed(billing_)) {}

    /// Takes every base whole and leaves half of the tax: no line carries what is left.
    void strand_tax() {
        CreditElsewhere credit{"ERP-1", standing_.totals(billing_), {}};
        const Money zero = Money::zero(draft_.currency);
        credit.totals = {zero, zero, zero};
        for (std::size_t i = 0; i < billing_.groups.size(); ++i) {
            if (!billing_.groups[i].can_be_credited()) continue;
            const Money base = standing_.base(billing_, i);
            const Money tax(standing_.tax(billing_, i).minor() / 2, draft_.currency);
            credit.tax.push_back({billing_.groups[i].key, base, tax});
            credit.totals.net += base;
            credit.totals.tax += tax;
        }
        credit.totals.gross = credit.totals.net + credit.totals.tax;
        if (!credit.tax.empty()) standing_ = credit_elsewhere(billing_, standing_, credit).after;
    }

    void state(const Saying& saying, std::vector<Adjustment>& to) {
        const auto statement =
            Statement::understand(saying, billing_, Instant{1'773'133'200'000}, Actor{"office", Role::office});
        if (!statement) return;
        const MovePlan plan = plan_move(billing_, standing_, statement->worths());
        if (plan.credit) to.push_back(document(*plan.credit, DocumentType::credit_note));
        if (plan.offer) to.push_back(document(*plan.offer, DocumentType::supplementary_invoice));
        standing_ = plan.after_offer;
    }

    void gross(const Money& worth, std::vector<Adjustment>& to) {
        Saying saying;
        saying.worth = to_text(worth);
        state(saying, to);
    }

    void line(std::size_t at, const Money& worth, std::vector<Adjustment>& to) {
        Saying saying;
        saying.basis = Basis::net;
        saying.lines.push_back({billing_.lines[at].id, to_text(worth)});
        state(saying, to);
    }

    [[nodiscard]] const Billing& billing() const { return billing_; }
    [[nodiscard]] Totals totals() const { return standing_.totals(billing_); }

  private:
    Adjustment document(const Movement& movement, DocumentType type) {
        const bool is_credit = type == DocumentType::credit_note;
        const std::int64_t ordinal = ++issued_;
        Adjustment adjustment{AdjustmentNumber(prefix_ + (is_credit ? "CN-" : "SI-") + std::to_string(ordinal)),
                              ordinal,
                              type,
                              day("2026-03-10"),
                              draft_.number,
                              draft_.issued_on,
                              ClaimId(Uuid{}),
                              GuaranteeVersionName("2026-1"),
                              Instant{1'773'133'200'000},
                              {},
                              {},
                              movement.totals,
                              movement.rounding,
                              {},
                              {}};
        for (const LineMove& move : movement.lines)
            adjustment.lines.push_back(
                {billing_.lines[move.line].id, billing_.lines[move.line].service, move.before, move.after});
        for (const TaxMove& move : movement.tax)
            adjustment.tax.push_back({billing_.groups[move.group].key, move.base, move.tax});
        if (is_credit && movement.totals.gross.is_positive())
            adjustment.settlement.push_back({SettlementKind::refund, movement.totals.gross});
        return adjustment;
    }

    const InvoiceDraft& draft_;
    std::string prefix_;
    Billing billing_;
    Standing standing_;
    std::int64_t issued_ = 0;
};

Money share(const Money& of, std::int64_t per_cent) {
    return {std::max<std::int64_t>(0, of.minor()) * per_cent / 100, of.currency()};
}

}  // namespace

std::int64_t Dice::up_to(std::int64_t most) {
    return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(most + 1));
}

const std::vector<std::string>& nasty_texts() {
    static const std::vector<std::string> texts = {"Screening of gravel",
                                                   "=HYPERLINK(\"http://evil.example\",\"pay\")",
                                                   "+1+1",
                                                   "-2-3",
                                                   "@SUM(A1:A9)",
                                                   "\t=1+1",
                                                   "\r=1+1",
                                                   "Café, bar; \"deluxe\"",
                                                   "two\r\nlines\nand\ta tab",
                                                   "砂利のふるい分け",
                                                   "غربلة الحصى",
                                                   "bell \x07 and \xff no UTF-8",
                                                   "  blanks around  ",
                                                   "",
                                                   "\"",
                                                   "\"\"\",,\n",
                                                   "'=1+1"};
    return texts;
}

Money money(std::string_view text, std::string_view code) {
    const auto read = parse_money(text, *Currency::find(code));
    REQUIRE(read);
    return *read;
}

Date day(std::string_view text) {
    const auto date = parse_date(text);
    REQUIRE(date);
    return *date;
}

Case any_case(Dice& dice, const std::string& prefix, const std::vector<std::string>& currencies) {
    Case made{Maker(dice, *Currency::find(dice.one_of(currencies))).make(), {}};
    if (!Invoice::check(made.invoice)) return any_case(dice, prefix, currencies);
    Issuer issuer(made.invoice, prefix);
    for (std::int64_t left = dice.up_to(3); left > 0; --left) {
        const auto at =
            static_cast<std::size_t>(dice.up_to(static_cast<std::int64_t>(issuer.billing().lines.size()) - 1));
        if (dice.one_in(6))
            issuer.strand_tax();
        else if (dice.one_in(2))
            issuer.gross(share(issuer.totals().gross, dice.up_to(130)), made.documents);
        else
            issuer.line(at, share(issuer.billing().lines[at].billed, dice.up_to(120)), made.documents);
    }
    if (made.documents.empty() || dice.one_in(2)) issuer.gross(Money::zero(made.invoice.currency), made.documents);
    return made;
}

Case small_case() {
    Dice dice(1);
    Case made = any_case(dice, "", {"EUR"});
    made.invoice.number = InvoiceNumber("R-1");
    made.invoice.customer.name = "Donau Handel GmbH";
    made.invoice.customer.id = CustomerId("DONAU");
    made.invoice.lines = {{LineId("1"), ServiceName("screening"), "Screening", Decimal(1, 0), std::nullopt,
                           Decimal(100, 0), money("100.00"), keys[0], std::nullopt}};
    made.invoice.charges.clear();
    made.invoice.allowances.clear();
    made.invoice.rounding.reset();
    made.invoice.tax = {{keys[0], money("100.00"), money("20.00")}};
    made.invoice.totals = {money("100.00"), money("20.00"), money("120.00")};
    made.documents.clear();
    Issuer(made.invoice, "").gross(money("60.00"), made.documents);
    return made;
}

AccountNames account_names() {
    static const AccountName most("4800 Guarantee allowances");
    static const AccountName some("4810 Allowances, haulage");
    return {[](const ServiceName& service) -> const AccountName& { return service.text() == "haulage" ? some : most; },
            AccountName("2200 Output tax"), AccountName("4990 Rounding")};
}

std::string source_file(const std::string& path) {
    std::ifstream file(std::filesystem::path(MAKEGOOD_SOURCE) / path, std::ios::binary);
    REQUIRE(file.is_open());
    return {std::istreambuf_iterator<char>(file), {}};
}

Layout layout(std::string_view json) {
    auto read = read_layout(json);
    INFO((read ? "" : read.error()[0].pointer + ": " + read.error()[0].found + "; " + read.error()[0].expected));
    REQUIRE(read);
    return *read;
}

std::uint64_t seed() {
    if (const char* given = std::getenv("MAKEGOOD_SEED")) return std::strtoull(given, nullptr, 10);
    return std::random_device{}();
}

Scratch::Scratch(std::string_view bytes) {
    static int made = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("makegood-export-" + std::to_string(::getpid()) + "-" + std::to_string(++made) + ".csv");
    std::ofstream(path_, std::ios::binary) << bytes;
}

Scratch::~Scratch() {
    std::filesystem::remove(path_);
}

std::string printed_by(const std::string& command) {
    std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string out;
    std::array<char, 65536> block{};
    for (std::size_t read = 0; (read = std::fread(block.data(), 1, block.size(), pipe)) > 0;)
        out.append(block.data(), read);
    const int status = ::pclose(pipe);
    INFO(command << "\n" << out.substr(0, 2000));
    REQUIRE(status == 0);
    return out;
}

}  // namespace makegood::exports
