#include "tests/exact/ubl_reading.hpp"

#include <map>

#include <pugixml.hpp>

namespace makegood::exact {

namespace {

class Reader {
  public:
    Reader(pugi::xml_node root, int digits, Complaints& complaints)
        : root_(root), digits_(digits), complaints_(complaints) {}

    UblReading read() {
        read_head();
        for (pugi::xml_node line : root_.children(is_credit() ? "cac:CreditNoteLine" : "cac:InvoiceLine"))
            read_line(line);
        for (pugi::xml_node element : root_.children("cac:AllowanceCharge")) read_document_amount(element);
        read_tax();
        read_totals();
        check_bases();
        return std::move(reading_);
    }

  private:
    bool is_credit() const { return reading_.root == "CreditNote"; }

    void complain(const std::string& what) { complaints_.push_back(what); }

    void equal(const std::string& what, Wide stated, Wide summed) {
        if (stated != summed) complain(what + " is " + amount_text(stated) + ", not " + amount_text(summed));
    }

    pugi::xml_node only(pugi::xml_node parent, const char* name) {
        const pugi::xml_node first = parent.child(name);
        if (!first) complain(std::string("no ") + name + " in " + parent.name());
        if (first.next_sibling(name)) complain(std::string("a second ") + name + " in " + parent.name());
        return first;
    }

    std::string only_text(pugi::xml_node parent, const char* name) { return only(parent, name).text().get(); }

    Number number(pugi::xml_node node) {
        const auto read = read_number(node.text().get());
        if (!read) complain(std::string(node.name()) + " is no number: " + node.text().get());
        return read.value_or(Number{});
    }

    /// In the document's currency, with exactly its digits, and ≥ 0 unless it may be below.
    Wide amount(pugi::xml_node node, const std::string& currency, bool may_be_negative = false) {
        if (currency != node.attribute("currencyID").value())
            complain(std::string(node.name()) + " is in " + node.attribute("currencyID").value());
        const std::string written = node.text().get();
        const std::size_t point = written.find('.');
        const std::size_t behind = point == written.npos ? 0 : written.size() - point - 1;
        const bool is_own = currency == reading_.currency;
        if (behind > 2 || (is_own && behind != static_cast<std::size_t>(digits_)))
            complain(std::string(node.name()) + " has " + std::to_string(behind) + " digits behind the point");
        const Number read = number(node);
        if (read.coefficient < 0 && !may_be_negative) complain(std::string(node.name()) + " is below zero");
        return read.scale <= 2 ? read.coefficient * power_of_ten(2 - read.scale) : 0;
    }

    Wide only_amount(pugi::xml_node parent, const char* name, bool may_be_negative = false) {
        return amount(only(parent, name), reading_.currency, may_be_negative);
    }

    void read_head() {
        reading_.root = root_.name();
        if (!is_credit() && reading_.root != "Invoice") complain("the root is " + reading_.root);
        reading_.type_code = only_text(root_, is_credit() ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode");
        reading_.number = only_text(root_, "cbc:ID");
        reading_.issued_on = only_text(root_, "cbc:IssueDate");
        reading_.currency = only_text(root_, "cbc:DocumentCurrencyCode");
        reading_.tax_currency = root_.child("cbc:TaxCurrencyCode").text().get();
        const pugi::xml_node reference = only(only(root_, "cac:BillingReference"), "cac:InvoiceDocumentReference");
        reading_.invoice = only_text(reference, "cbc:ID");
        reading_.invoice_issued_on = only_text(reference, "cbc:IssueDate");
    }

    Key key(pugi::xml_node category) {
        Key key{only_text(category, "cbc:ID"), {}};
        if (category.child("cbc:Percent")) key.rate = text(number(only(category, "cbc:Percent")));
        if (only_text(only(category, "cac:TaxScheme"), "cbc:ID") != "VAT") complain("a tax scheme that is not VAT");
        return key;
    }

    void read_line(pugi::xml_node line) {
        const Wide net = only_amount(line, "cbc:LineExtensionAmount");
        const Key line_key = key(only(only(line, "cac:Item"), "cac:ClassifiedTaxCategory"));
        reading_.lines.push_back({only_text(line, "cbc:ID"), line_key, net});
        const Number quantity = number(only(line, is_credit() ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity"));
        const pugi::xml_node price_element = only(line, "cac:Price");
        const Number price = number(only(price_element, "cbc:PriceAmount"));
        const pugi::xml_node base_element = price_element.child("cbc:BaseQuantity");
        const Number base = base_element ? number(base_element) : Number{1, 0};
        if (quantity.coefficient <= 0 || price.coefficient < 0 || base.coefficient <= 0)
            complain("line " + reading_.lines.back().id + " has a quantity or a price below zero");
        const Wide left = quantity.coefficient * price.coefficient * power_of_ten(2 + base.scale);
        const Wide right = net * base.coefficient * power_of_ten(quantity.scale + price.scale);
        if (left != right) complain("line " + reading_.lines.back().id + ": net is not quantity times price");
        if (line.child("cac:AllowanceCharge")) complain("a line with an allowance of its own");
    }

    void read_document_amount(pugi::xml_node element) {
        const std::string indicator = only_text(element, "cbc:ChargeIndicator");
        const Wide amount = only_amount(element, "cbc:Amount");
        if (indicator != "true" && indicator != "false") complain("ChargeIndicator is " + indicator);
        reading_.document_amounts.push_back(
            {key(only(element, "cac:TaxCategory")), indicator == "true" ? amount : -amount});
    }

    void read_tax() {
        bool is_own = true;
        for (pugi::xml_node total : root_.children("cac:TaxTotal")) {
            const pugi::xml_node amount_element = only(total, "cbc:TaxAmount");
            if (is_own) {
                reading_.total_tax = amount(amount_element, reading_.currency);
                for (pugi::xml_node row : total.children("cac:TaxSubtotal")) read_tax_row(row);
            } else {
                if (total.child("cac:TaxSubtotal")) complain("tax in another currency is divided");
                if (reading_.accounted_tax) complain("a third TaxTotal");
                reading_.accounted_tax = amount(amount_element, reading_.tax_currency);
            }
            is_own = false;
        }
        if (is_own) complain("no TaxTotal");
        if (reading_.accounted_tax.has_value() != !reading_.tax_currency.empty())
            complain("a tax currency without its tax, or the other way round");
        Wide sum = 0;
        for (const ReadTax& row : reading_.tax) sum += row.tax;
        equal("the tax", reading_.total_tax, sum);
    }

    void read_tax_row(pugi::xml_node row) {
        reading_.tax.push_back({key(only(row, "cac:TaxCategory")), only_amount(row, "cbc:TaxableAmount", true),
                                only_amount(row, "cbc:TaxAmount")});
    }

    void read_totals() {
        const pugi::xml_node totals = only(root_, "cac:LegalMonetaryTotal");
        Wide lines = 0;
        Wide charges = 0;
        Wide allowances = 0;
        for (const ReadLine& line : reading_.lines) lines += line.net;
        for (const ReadDocumentAmount& amount : reading_.document_amounts)
            (amount.amount > 0 ? charges : allowances) += amount.amount;
        const auto optional = [&](const char* name) { return totals.child(name) ? only_amount(totals, name) : 0; };
        equal("LineExtensionAmount", reading_.lines_net = only_amount(totals, "cbc:LineExtensionAmount"), lines);
        equal("ChargeTotalAmount", optional("cbc:ChargeTotalAmount"), charges);
        equal("AllowanceTotalAmount", optional("cbc:AllowanceTotalAmount"), -allowances);
        reading_.net = only_amount(totals, "cbc:TaxExclusiveAmount", true);
        equal("TaxExclusiveAmount", reading_.net, lines + charges + allowances);
        reading_.gross = only_amount(totals, "cbc:TaxInclusiveAmount");
        equal("TaxInclusiveAmount", reading_.gross, reading_.net + reading_.total_tax);
        reading_.payable = only_amount(totals, "cbc:PayableAmount");
        equal("PayableAmount", reading_.payable, reading_.gross);
        for (const char* name : {"cbc:PrepaidAmount", "cbc:PayableRoundingAmount"})
            if (totals.child(name)) complain(std::string(name) + " is on a document of ours");
    }

    void check_bases() {
        std::map<Key, Wide> bases;
        for (const ReadLine& line : reading_.lines) bases[line.key] += line.net;
        for (const ReadDocumentAmount& amount : reading_.document_amounts) bases[amount.key] += amount.amount;
        for (const ReadTax& row : reading_.tax) {
            const auto found = bases.find(row.key);
            const std::string name = "the base of " + row.key.category + " " + row.key.rate;
            if (found == bases.end()) {
                complain(name + " has no line, or stands twice");
                continue;
            }
            equal(name, row.base, found->second);
            bases.erase(found);
        }
        for (const auto& [left, base] : bases) complain("no tax row for " + left.category + " " + left.rate);
    }

    pugi::xml_node root_;
    int digits_;
    Complaints& complaints_;
    UblReading reading_;
};

}  // namespace

UblReading read_ubl(const std::string& xml, int digits, Complaints& complaints) {
    pugi::xml_document document;
    const auto parsed =
        document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
    if (!parsed) {
        complaints.push_back(std::string("not XML: ") + parsed.description());
        return {};
    }
    return Reader(document.document_element(), digits, complaints).read();
}

}  // namespace makegood::exact
