#include <limits>
#include <string>

#include "adapters/codec/invoice_json.hpp"

namespace makegood::codec {

namespace {

constexpr Chars id_chars{1, 64};
constexpr Chars name_chars{1, 200};
constexpr Chars code_chars{1, 64};
constexpr Chars prose_chars{0, 2000};
constexpr Chars any_chars{0, std::numeric_limits<std::uint32_t>::max()};

/// The currency of an invoice's amounts, and how large they are together.
class Amounts {
  public:
    void currency(JsonValue value) {
        const auto code = value.try_text({3, 3}, Controls::none);
        currency_ = code ? Currency::find(*code) : std::nullopt;
        if (code && !currency_) value.fault("a currency of ISO 4217 in capital letters, as in \"EUR\"");
    }
    /// A stand-in while the currency is a finding itself.
    [[nodiscard]] Currency currency() const { return currency_.value_or(*Currency::find("EUR")); }

    Money read(JsonValue value) {
        if (!value.is_present() || value.kind() != JsonKind::text) {
            value.fault(currency_ ? accepted_form(*currency_) : "an amount as a text, as in \"12.50\"");
            return Money::zero(currency());
        }
        const std::string_view text = value.text(any_chars, Controls::any);
        if (!currency_) return Money::zero(currency());  // nobody can tell what its digits should be
        const auto money = parse_money(text, *currency_);
        if (!money) {
            const bool is_too_large = money.error() == MoneyRefusal::too_large;
            value.fault(accepted_form(*currency_) + (is_too_large ? ", up to " + largest() : ""));
            return Money::zero(currency());
        }
        add_up(*money);
        return *money;
    }

    /// An upper bound of every sum that anybody can take over the invoice.
    [[nodiscard]] bool can_be_added_up() const {
        return magnitudes_ <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    }

  private:
    [[nodiscard]] std::string largest() const { return to_text(Money(amount_minor_max, *currency_)); }

    void add_up(const Money& money) {
        if (can_be_added_up()) magnitudes_ += static_cast<std::uint64_t>(abs(money).minor());
    }

    std::optional<Currency> currency_;
    std::uint64_t magnitudes_ = 0;  // one amount above int64 at most, so it stays inside uint64
};

Date read_date(JsonValue value) {
    constexpr std::string_view expected = "a date, as in \"2026-03-29\"";
    const bool is_text = value.is_present() && value.kind() == JsonKind::text;
    const auto date = is_text ? parse_date(value.text(any_chars, Controls::any)) : std::nullopt;
    if (!date) value.fault(std::string(expected));
    return date.value_or(Date::from_unix_days(0));
}

std::optional<Date> read_optional_date(ObjectReader& object, std::string_view name) {
    const auto value = object.optional_value(name);
    return value ? std::optional(read_date(*value)) : std::nullopt;
}

Decimal read_decimal(JsonValue value, std::string_view expected) {
    const bool is_text = value.is_present() && value.kind() == JsonKind::text;
    const auto decimal = is_text ? Decimal::parse(value.text(any_chars, Controls::any)) : std::nullopt;
    if (!decimal) value.fault(std::string(expected));
    return decimal.value_or(Decimal{});
}

std::string read_text(ObjectReader& object, std::string_view name, Chars chars, Controls controls) {
    return std::string(object.text(name, chars, controls));
}

std::string read_name(ObjectReader& object, std::string_view name, Chars chars = name_chars) {
    return read_text(object, name, chars, Controls::none);
}

std::optional<std::string> read_optional_name(ObjectReader& object, std::string_view name, Chars chars = name_chars) {
    return std::optional<std::string>(object.optional_text(name, chars, Controls::none));
}

std::optional<std::string> read_optional_prose(ObjectReader& object, std::string_view name) {
    return std::optional<std::string>(object.optional_text(name, prose_chars));
}

/// Reads the parts of one invoice in the order of its fields.
class InvoiceReader {
  public:
    InvoiceDraft read(ObjectReader& invoice) {
        InvoiceNumber number(read_name(invoice, "number", id_chars));
        const Date issued_on = read_date(invoice.value("issued_on"));
        const auto due_on = read_optional_date(invoice, "due_on");
        amounts_.currency(invoice.value("currency"));
        InvoiceDraft draft{
            .number = std::move(number),
            .issued_on = issued_on,
            .due_on = due_on,
            .currency = amounts_.currency(),
            .customer = customer(invoice.object("customer")),
            .buyer_reference = read_optional_name(invoice, "buyer_reference"),
            .delivery = delivery(invoice.optional_value("delivery")),
            .lines = list(invoice.array("lines", {1, lines_max}), &InvoiceReader::line),
            .allowances = list(invoice.optional_array("allowances", {0, lines_max}), &InvoiceReader::document_amount),
            .charges = list(invoice.optional_array("charges", {0, lines_max}), &InvoiceReader::document_amount),
            .tax = list(invoice.array("tax", {0, lines_max}), &InvoiceReader::tax_row),
            .totals = totals(invoice.object("totals")),
            .rounding = optional_amount(invoice, "rounding"),
            .prepaid = list(invoice.optional_array("prepaid", {0, lines_max}), &InvoiceReader::prepayment),
            .paid = optional_amount(invoice, "paid"),
            .credited = list(invoice.optional_array("credited", {0, lines_max}), &InvoiceReader::credit),
            .accounting_tax = accounting_tax(invoice.optional_object("accounting_tax")),
        };
        if (!amounts_.can_be_added_up())
            invoice.fault("totals", "amounts that add up to more than 18 digits", "amounts that can be added up");
        invoice.finish();
        return draft;
    }

  private:
    template <class Part>
    std::vector<Part> list(const ArrayReader& items, Part (InvoiceReader::*read_part)(ObjectReader&)) {
        std::vector<Part> parts;
        parts.reserve(items.size());
        for (JsonValue item : items) {
            ObjectReader object = item.object();
            parts.push_back((this->*read_part)(object));
            object.finish();
        }
        return parts;
    }

    Money amount(ObjectReader& object, std::string_view name) { return amounts_.read(object.value(name)); }

    std::optional<Money> optional_amount(ObjectReader& object, std::string_view name) {
        const auto value = object.optional_value(name);
        return value ? std::optional(amounts_.read(*value)) : std::nullopt;
    }

    static TaxKey tax_key(ObjectReader& object, std::string_view category_name, std::string_view rate_name) {
        std::string category = read_name(object, category_name, code_chars);
        const auto rate = object.optional_value(rate_name);
        if (!rate) return {std::move(category)};
        return {std::move(category), read_decimal(*rate, "a percentage as a text, as in \"20\" or \"5.5\"")};
    }

    static Address address(ObjectReader object) {
        Address address{
            .street = read_optional_name(object, "street"),
            .city = read_optional_name(object, "city"),
            .postal_code = read_optional_name(object, "postal_code"),
            .country = read_name(object, "country"),
        };
        object.finish();
        return address;
    }

    static std::optional<Address> optional_address(ObjectReader& object) {
        auto value = object.optional_value("address");
        return value ? std::optional(address(value->object())) : std::nullopt;
    }

    static Customer customer(ObjectReader object) {
        Customer customer{
            .id = CustomerId(read_name(object, "id", id_chars)),
            .name = read_name(object, "name"),
            .email = {},
            .vat_id = {},
            .address = {},
            .endpoint = {},
        };
        if (auto email = read_optional_name(object, "email")) customer.email = Personal(*std::move(email));
        customer.vat_id = read_optional_name(object, "vat_id");
        customer.address = optional_address(object);
        customer.endpoint = read_optional_name(object, "endpoint");
        object.finish();
        return customer;
    }

    static std::optional<Delivery> delivery(std::optional<JsonValue> value) {
        if (!value) return std::nullopt;
        if (value->kind() == JsonKind::text) return Delivery{.on = read_date(*value), .address = {}};
        if (value->kind() != JsonKind::object) {
            value->fault("a date, as in \"2026-03-29\", or an object of date and address");
            return std::nullopt;
        }
        ObjectReader object = value->object();
        Delivery delivery{
            .on = read_optional_date(object, "date"),
            .address = optional_address(object),
        };
        object.finish();
        return delivery;
    }

    InvoiceLine line(ObjectReader& object) {
        constexpr std::string_view decimal_form = "a decimal as a text, as in \"2.5\"";
        return InvoiceLine{
            .id = LineId(read_name(object, "id", id_chars)),
            .service = ServiceName(read_name(object, "service")),
            .description = read_text(object, "description", prose_chars, Controls::line_ends_and_tabs),
            .quantity = read_decimal(object.value("quantity"), decimal_form),
            .unit = read_optional_name(object, "unit", code_chars),
            .unit_price = read_decimal(object.value("unit_price"), decimal_form),
            .net = amount(object, "net"),
            .tax = tax_key(object, "tax_category", "tax_rate"),
            .exemption_reason = read_optional_prose(object, "exemption_reason"),
        };
    }

    DocumentAmount document_amount(ObjectReader& object) {
        return DocumentAmount{
            .tax = tax_key(object, "category", "rate"),
            .amount = amount(object, "amount"),
            .reason = read_text(object, "reason", prose_chars, Controls::line_ends_and_tabs),
        };
    }

    TaxSubtotal tax_row(ObjectReader& object) {
        return TaxSubtotal{
            .key = tax_key(object, "category", "rate"),
            .base = amount(object, "base"),
            .amount = amount(object, "amount"),
        };
    }

    Totals net_tax_gross(ObjectReader& object) {
        return Totals{
            .net = amount(object, "net"),
            .tax = amount(object, "tax"),
            .gross = amount(object, "gross"),
        };
    }

    Totals totals(ObjectReader object) {
        const Totals totals = net_tax_gross(object);
        object.finish();
        return totals;
    }

    Prepayment prepayment(ObjectReader& object) {
        return Prepayment{
            .amount = amount(object, "amount"),
            .document = read_optional_name(object, "document"),
        };
    }

    CreditElsewhere credit(ObjectReader& object) {
        return CreditElsewhere{
            .number = read_name(object, "number", id_chars),
            .totals = net_tax_gross(object),
            .tax = {},
        };
    }

    static std::optional<AccountingTax> accounting_tax(std::optional<ObjectReader> object) {
        if (!object) return std::nullopt;
        Amounts amounts;
        amounts.currency(object->value("currency"));
        const AccountingTax tax{amounts.read(object->value("amount"))};
        object->finish();
        return tax;
    }

    Amounts amounts_;
};

}  // namespace

InvoiceDraft read_invoice(ObjectReader& invoice) {
    return InvoiceReader().read(invoice);
}

Result<InvoiceDraft, Findings> read_invoice(std::string_view json) {
    const auto document = JsonDocument::parse(json);
    if (!document) return Failure{Findings{document.error()}};
    Faults faults;
    ObjectReader object = document->object(faults);
    InvoiceDraft draft = read_invoice(object);
    if (!faults.empty()) return Failure{std::move(faults)};
    return draft;
}

}  // namespace makegood::codec
