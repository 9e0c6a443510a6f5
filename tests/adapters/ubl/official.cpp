#include "tests/adapters/ubl/official.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <future>
#include <iostream>
#include <span>

#include <catch2/catch.hpp>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <unistd.h>

#include "tests/exact/ubl_reading.hpp"

namespace makegood::ubl {

namespace fs = std::filesystem;

namespace {

template <auto free>
struct Freed {
    template <class T>
    void operator()(T* thing) const {
        free(thing);
    }
};
using Schema = std::unique_ptr<xmlSchema, Freed<xmlSchemaFree>>;

Schema load(const fs::path& file) {
    const std::unique_ptr<xmlSchemaParserCtxt, Freed<xmlSchemaFreeParserCtxt>> parser(
        xmlSchemaNewParserCtxt(file.c_str()));
    Schema schema(xmlSchemaParse(parser.get()));
    REQUIRE(schema);
    return schema;
}

void collect(void* words, xmlErrorPtr error) {
    *static_cast<std::string*>(words) += error->message;
}

}  // namespace

std::optional<fs::path> shared(const std::string& path) {
    if (const char* folder = std::getenv("MAKEGOOD_SHARED"))
        if (const auto found = fs::path(folder) / path; fs::exists(found)) return found;
    std::cout << "WARN: skipped, MAKEGOOD_SHARED has no " << path << "\n";
    return std::nullopt;
}

struct Schemas::Loaded {
    Schema credit_note;
    Schema invoice;
};

Schemas::Schemas(const fs::path& folder)
    : loaded_(
          new Loaded{load(folder / "maindoc/UBL-CreditNote-2.1.xsd"), load(folder / "maindoc/UBL-Invoice-2.1.xsd")}) {}

Schemas::~Schemas() = default;

std::string Schemas::complaint(const std::string& xml) {
    std::string words;
    xmlSetStructuredErrorFunc(&words, [](void* out, auto* error) { collect(out, error); });
    const std::unique_ptr<xmlDoc, Freed<xmlFreeDoc>> document(
        xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr, XML_PARSE_NONET));
    if (document) {
        const bool is_credit = xml.find("<CreditNote ") != xml.npos;
        const std::unique_ptr<xmlSchemaValidCtxt, Freed<xmlSchemaFreeValidCtxt>> validator(
            xmlSchemaNewValidCtxt(is_credit ? loaded_->credit_note.get() : loaded_->invoice.get()));
        if (xmlSchemaValidateDoc(validator.get(), document.get()) != 0 && words.empty()) words = "not valid";
    } else if (words.empty()) {
        words = "not well-formed";
    }
    xmlSetStructuredErrorFunc(nullptr, nullptr);
    return words;
}

Batch::Batch() : folder_(fs::temp_directory_path() / ("makegood-ubl-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
}

Batch::~Batch() {
    fs::remove_all(folder_);
}

void Batch::add(const std::string& name, const std::string& xml) {
    files_.push_back((folder_ / (std::to_string(files_.size() + 1) + "-" + name + ".xml")).string());
    std::ofstream(files_.back(), std::ios::binary) << xml;
}

namespace {

struct Judged {
    std::string complaints;
    std::size_t valid = 0;
};

Judged judge(const fs::path& validator, std::span<const std::string> files) {
    Judged judged;
    if (files.empty()) return judged;
    std::string command = "'" + validator.string() + "'";
    for (const std::string& file : files) command += " '" + file + "'";
    command += " 2>&1";
    std::FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) return {"the validator cannot be started"};
    std::array<char, 4096> line{};
    while (std::fgets(line.data(), static_cast<int>(line.size()), pipe) != nullptr) {
        const std::string_view said(line.data());
        if (said.ends_with(": valid\n"))
            ++judged.valid;
        else
            judged.complaints += said;
    }
    if (::pclose(pipe) != 0 && judged.complaints.empty()) judged.complaints = "the validator failed and said nothing";
    return judged;
}

}  // namespace

std::string Batch::complaints(const fs::path& validator) const {
    // It takes seconds a file, on one core: the first alone, since it may have to install its tools, the rest in two.
    const std::span<const std::string> files(files_);
    const std::size_t first = std::min<std::size_t>(1, files.size());
    const std::size_t half = first + (files.size() - first) / 2;
    Judged all = judge(validator, files.first(first));
    auto beside = std::async(std::launch::async, [&] { return judge(validator, files.subspan(first, half - first)); });
    for (const Judged& part : {judge(validator, files.subspan(half)), beside.get()}) {
        all.complaints += part.complaints;
        all.valid += part.valid;
    }
    if (all.valid != files_.size())
        all.complaints += std::to_string(all.valid) + " of " + std::to_string(files_.size()) + " files are valid\n";
    return all.complaints;
}

bool can_be_added_by_validator(const std::string& xml, int digits) {
    exact::Complaints complaints;
    const auto reading = exact::read_ubl(xml, digits, complaints);
    const auto fraction = [](exact::Wide hundredths) { return static_cast<double>(hundredths) / 100; };
    return std::all_of(reading.tax.begin(), reading.tax.end(), [&](const exact::ReadTax& row) {
        double sum = 0;
        for (const exact::ReadLine& line : reading.lines)
            if (line.key.category == row.key.category) sum += fraction(line.net);
        for (const exact::ReadDocumentAmount& amount : reading.document_amounts)
            if (amount.key.category == row.key.category) sum += fraction(amount.amount);
        return row.key.rate != "0" && !row.key.rate.empty() ? true : sum == fraction(row.base);
    });
}

}  // namespace makegood::ubl
