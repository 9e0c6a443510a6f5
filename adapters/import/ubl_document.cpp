#include "adapters/import/ubl_document.hpp"

#include <charconv>

#include "adapters/import/quoted.hpp"
#include "adapters/import/ubl_party.hpp"
#include "adapters/import/written_number.hpp"

namespace makegood::import {

namespace {

Decimal decimal_of(const Money& money) {
    return {money.minor(), money.currency().digits()};
}

std::string quoted(const Money& money) {
    return "\"" + to_text(money) + "\"";
}

/// "/lines/12/id" is {"lines", 12, "id"}.
struct CheckPointer {
    std::string_view array;
    std::size_t index = 0;
    std::string_view field;
};

CheckPointer split_pointer(std::string_view pointer) {
    CheckPointer parts;
    if (pointer.starts_with('/')) pointer.remove_prefix(1);
    const std::size_t end = pointer.find('/');
    parts.array = pointer.substr(0, end);
    if (end == pointer.npos) return parts;
    pointer.remove_prefix(end + 1);
    const auto [stop, error] = std::from_chars(pointer.data(), pointer.data() + pointer.size(), parts.index);
    if (error == std::errc{}) pointer.remove_prefix(static_cast<std::size_t>(stop - pointer.data()));
    if (pointer.starts_with('/')) pointer.remove_prefix(1);
    parts.field = pointer;
    return parts;
}

std::string place_at(const std::vector<UblElement>& elements, std::size_t index) {
    return index < elements.size() ? elements[index].place() : std::string{};
}

}  // namespace

UblDocument::UblDocument(const UblElement& root, Currency currency, UblValues& values)
    : root_(root),
      currency_(currency),
      values_(values),
      stated_tax_(root, currency, values),
      monetary_total_(root.at({"cac:LegalMonetaryTotal"})),
      line_elements_(root.all(root.local_name() == "CreditNote" ? "cac:CreditNoteLine" : "cac:InvoiceLine")),
      lines_net_(zero()),
      allowances_written_(zero()),
      charges_written_(zero()),
      rounding_(values.money(monetary_total_.at({"cbc:PayableRoundingAmount"}), currency).value_or(zero())) {
    if (!monetary_total_) values.find(root.place() + "/cac:LegalMonetaryTotal", "nothing", "the totals");
}

InvoiceDraft UblDocument::invoice() {
    read_lines();
    read_written_amounts();
    take_document_amounts();
    const Totals totals = read_totals();
    derive_tax_rows(totals.net);
    auto prepaid = read_prepaid();
    check_payable(totals, prepaid);
    auto due_on = values_.date(root_.at({"cbc:DueDate"}));
    if (!due_on) due_on = values_.date(root_.at({"cac:PaymentMeans", "cbc:PaymentDueDate"}));
    const auto issued_on = values_.date(root_.at({"cbc:IssueDate"}));
    if (!root_.at({"cbc:IssueDate"})) values_.find(root_.place() + "/cbc:IssueDate", "nothing", "a day");
    return {.number = InvoiceNumber(values_.required_text(root_, "cbc:ID")),
            .issued_on = issued_on.value_or(Date::from_unix_days(0)),
            .due_on = due_on,
            .currency = currency_,
            .customer = read_customer(root_, values_),
            .buyer_reference = values_.text(root_.at({"cbc:BuyerReference"})),
            .delivery = read_delivery(root_, values_),
            .lines = std::move(lines_),
            .allowances = std::move(allowances_),
            .charges = std::move(charges_),
            .tax = std::move(tax_),
            .totals = totals,
            .rounding = rounding_.is_zero() ? std::nullopt : std::optional(rounding_),
            .prepaid = std::move(prepaid),
            .paid = std::nullopt,
            .credited = {},
            .accounting_tax = stated_tax_.once_more(values_)};
}

CreditElsewhere UblDocument::credit() {
    sum_lines();
    read_written_amounts();
    const Totals totals = read_totals();
    check_payable(totals, read_prepaid());
    if (values_.is_clean() && totals.gross != totals.net + totals.tax)
        values_.find(place_of("/totals/gross"), quoted(totals.gross),
                     quoted(totals.net + totals.tax) + ", net and tax together");
    if (totals.net.is_negative() || totals.tax.is_negative())
        values_.find(place_of("/totals/net"),
                     "a credit note of " + to_text(totals.net) + " and tax of " + to_text(totals.tax),
                     "amounts of zero or more: below zero it charges instead of crediting");
    Money base = zero();
    Money amount = zero();
    for (const TaxSubtotal& row : stated_tax_.rows()) {
        base += row.base;
        amount += row.amount;
    }
    const bool divides = base == totals.net && amount == totals.tax;
    return {values_.required_text(root_, "cbc:ID"), totals, divides ? stated_tax_.rows() : std::vector<TaxSubtotal>{}};
}

void UblDocument::read_lines() {
    if (line_elements_.size() > lines_max) {
        values_.find(root_.place(), std::to_string(line_elements_.size()) + " lines", "1 to 10000 lines");
        return;
    }
    lines_.reserve(line_elements_.size());
    for (const UblElement& line : line_elements_) {
        lines_.push_back(read_line(line));
        lines_net_ += lines_.back().net;
    }
    check_stated("cbc:LineExtensionAmount", lines_net_);
}

void UblDocument::sum_lines() {
    for (const UblElement& line : line_elements_)
        lines_net_ += values_.required_money(line, "cbc:LineExtensionAmount", currency_);
    check_stated("cbc:LineExtensionAmount", lines_net_);
}

InvoiceLine UblDocument::read_line(const UblElement& line) {
    const UblElement item = line.at({"cac:Item"});
    const Money net = values_.required_money(line, "cbc:LineExtensionAmount", currency_);
    const UblElement quantity_element = line.at({"cbc:InvoicedQuantity"});
    const Decimal quantity = values_.decimal(quantity_element).value_or(Decimal(1, 0));
    auto description = values_.text(item.at({"cbc:Name"}));
    if (!description) description = values_.text(item.at({"cbc:Description"}));
    if (!description) description = values_.text(line.at({"cbc:Note"}));
    auto service = values_.text(item.at({"cac:SellersItemIdentification", "cbc:ID"}));
    if (!service) service = values_.text(item.at({"cac:StandardItemIdentification", "cbc:ID"}));
    if (!service) service = description;
    if (!description) description = service;
    if (!service) values_.find(line.place() + "/cac:Item/cbc:Name", "nothing", "what was billed");
    InvoiceLine result{.id = LineId(values_.required_text(line, "cbc:ID")),
                       .service = ServiceName(service.value_or("")),
                       .description = description.value_or(""),
                       .quantity = quantity,
                       .unit = {},
                       .unit_price = read_unit_price(line, quantity, net),
                       .net = net,
                       .tax = stated_tax_.key_of_line(line, values_),
                       .exemption_reason = item.text_at({"cac:ClassifiedTaxCategory", "cbc:TaxExemptionReason"})};
    if (std::string unit = quantity_element.attribute("unitCode"); !unit.empty()) result.unit = unit;
    if (!result.exemption_reason) result.exemption_reason = stated_tax_.exemption_reason(result.tax);
    return result;
}

Decimal UblDocument::read_unit_price(const UblElement& line, const Decimal& quantity, const Money& net) {
    const UblElement price_element = line.at({"cac:Price", "cbc:PriceAmount"});
    const UblElement base_element = line.at({"cac:Price", "cbc:BaseQuantity"});
    const auto written = values_.decimal(price_element);
    if (written && written->is_zero()) return *written;
    const Decimal one(1, 0);
    const Decimal divisor = written ? values_.decimal(base_element).value_or(one) : quantity.is_zero() ? one : quantity;
    if (divisor.is_zero()) {
        values_.find(base_element.place(), "a price for a quantity of zero", "a quantity above zero");
        return {};
    }
    if (divisor == one && written) return *written;
    const auto price = divide_for_show(written ? *written : decimal_of(net), divisor);
    if (!price) values_.find(line.place() + "/cac:Price", "a price of more than 18 digits", "a price of fewer digits");
    return price.value_or(Decimal{});
}

void UblDocument::read_written_amounts() {
    for (const UblElement& element : root_.all("cac:AllowanceCharge")) {
        const std::string indicator = element.at({"cbc:ChargeIndicator"}).text();
        const bool adds = indicator == "true" || indicator == "1";
        if (!adds && indicator != "false" && indicator != "0")
            values_.find(element.place() + "/cbc:ChargeIndicator", quoted(std::string_view(indicator)),
                         "\"true\" or \"false\"");
        const Money amount = values_.required_money(element, "cbc:Amount", currency_);
        (adds ? charges_written_ : allowances_written_) += amount;
        written_amounts_.push_back({element, amount, adds});
    }
    check_stated("cbc:AllowanceTotalAmount", allowances_written_);
    check_stated("cbc:ChargeTotalAmount", charges_written_);
}

void UblDocument::take_document_amounts() {
    for (const auto& [element, amount, adds] : written_amounts_) {
        auto reason = values_.text(element.at({"cbc:AllowanceChargeReason"}));
        if (!reason) reason = values_.text(element.at({"cbc:AllowanceChargeReasonCode"}));
        const bool is_charge = amount.is_negative() ? !adds : adds;
        (is_charge ? charges_ : allowances_)
            .push_back({stated_tax_.key_of_document_amount(element, amount, values_), abs(amount),
                        reason.value_or(is_charge ? "Charge" : "Allowance")});
        (is_charge ? charge_elements_ : allowance_elements_).push_back(element);
    }
}

/// Only of sums whose every part could be read: what follows from another finding isn't true of the document.
void UblDocument::check_stated(std::string_view name, const Money& summed) {
    const UblElement element = monetary_total_.at({name});
    const auto stated = values_.money(element, currency_);
    if (stated && *stated != summed && values_.is_clean())
        values_.find(element.place(), quoted(*stated), quoted(summed) + ", the sum of what it totals");
}

Totals UblDocument::read_totals() {
    Totals totals{read_net(monetary_total_), stated_tax_.total(), zero()};
    const Money sum = totals.net + totals.tax;
    totals.gross = values_.money(monetary_total_.at({"cbc:TaxInclusiveAmount"}), currency_).value_or(sum);
    if (!rounding_.is_zero() && totals.gross == sum + rounding_) totals.gross = sum;
    return totals;
}

Money UblDocument::read_net(const UblElement& totals) const {
    const Money summed = lines_net_ - allowances_written_ + charges_written_;
    const auto stated = values_.money(totals.at({"cbc:TaxExclusiveAmount"}), currency_);
    if (!stated) return summed;
    const auto gross = values_.money(totals.at({"cbc:TaxInclusiveAmount"}), currency_);
    const bool is_tax = *stated == stated_tax_.total() && (!gross || *gross == summed + stated_tax_.total());
    return is_tax ? summed : *stated;
}

std::vector<Prepayment> UblDocument::read_prepaid() {
    const auto stated = values_.money(monetary_total_.at({"cbc:PrepaidAmount"}), currency_);
    std::vector<Prepayment> listed;
    Money sum = zero();
    for (const UblElement& element : root_.all("cac:PrepaidPayment")) {
        listed.push_back(
            {values_.money(element.at({"cbc:PaidAmount"}), currency_).value_or(zero()), element.text_at({"cbc:ID"})});
        sum += listed.back().amount;
    }
    if (!stated || stated->is_zero()) return {};
    if (*stated == sum) return listed;
    return {{*stated, std::nullopt}};
}

/// BR-CO-16. What the customer was asked for says whether rounding and prepayments were understood.
void UblDocument::check_payable(const Totals& totals, const std::vector<Prepayment>& prepaid) {
    const UblElement element = monetary_total_.at({"cbc:PayableAmount"});
    const auto stated = values_.money(element, currency_);
    if (!stated) return;
    Money payable = totals.gross + rounding_;
    for (const Prepayment& prepayment : prepaid) payable -= prepayment.amount;
    if (*stated != payable && values_.is_clean())
        values_.find(element.place(), quoted(*stated),
                     quoted(payable) + ", the total with tax and rounding less what was prepaid");
}

void UblDocument::derive_tax_rows(const Money& net) {
    tax_ = stated_tax_.rows();
    if (!tax_.empty()) return;
    for (const InvoiceLine& line : lines_) {
        auto row = tax_.begin();
        while (row != tax_.end() && row->key != line.tax) ++row;
        if (row == tax_.end()) row = tax_.insert(row, {line.tax, zero(), zero()});
        row->base += line.net;
    }
    for (const bool adds : {false, true})
        for (const DocumentAmount& amount : adds ? charges_ : allowances_)
            for (TaxSubtotal& row : tax_)
                if (row.key == amount.tax) row.base += adds ? amount.amount : -amount.amount;
    if (stated_tax_.total().is_zero()) return;
    if (tax_.size() == 1)
        tax_ = {{tax_.front().key, net, stated_tax_.total()}};
    else
        values_.find(stated_tax_.place(), "no TaxSubtotal for lines of several rates",
                     "one for each category and rate");
}

std::string UblDocument::place_of(const std::string& pointer) const {
    const CheckPointer at = split_pointer(pointer);
    if (at.array == "lines" && pointer != "/lines")
        return place_at(line_elements_, at.index) + (at.field == "id" ? "/cbc:ID"
                                                     : at.field == "tax_category"
                                                         ? "/cac:Item/cac:ClassifiedTaxCategory"
                                                         : "");
    if (at.array == "allowances") return place_at(allowance_elements_, at.index);
    if (at.array == "charges") return place_at(charge_elements_, at.index);
    if (at.array == "tax") {
        const std::string row = pointer == "/tax" ? stated_tax_.place() : stated_tax_.place_of_row(at.index);
        return row + (at.field == "base" ? "/cbc:TaxableAmount" : at.field == "amount" ? "/cbc:TaxAmount" : "");
    }
    if (pointer == "/totals/tax") return stated_tax_.place() + "/cbc:TaxAmount";
    const std::string totals = root_.place() + "/cac:LegalMonetaryTotal";
    if (pointer == "/totals/net") return totals + "/cbc:TaxExclusiveAmount";
    if (pointer == "/totals/gross") return totals + "/cbc:TaxInclusiveAmount";
    if (at.array == "rounding") return totals + "/cbc:PayableRoundingAmount";
    if (at.array == "prepaid") return totals + "/cbc:PrepaidAmount";
    if (at.array == "number") return root_.place() + "/cbc:ID";
    if (at.array == "buyer_reference") return root_.place() + "/cbc:BuyerReference";
    if (at.array == "customer") return root_.place() + "/cac:AccountingCustomerParty/cac:Party";
    if (at.array == "delivery") return root_.place() + "/cac:Delivery";
    return root_.place();
}

}  // namespace makegood::import
