// Every cell of the published reports of the corpus.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "domain/form/check.h"
#include "domain/form/figures.h"
#include "domain/form/printed_form.h"
#include "import/importer.h"
#include "nlohmann/json.hpp"

namespace ogi {
namespace {

using Json = nlohmann::json;

std::filesystem::path CorpusDir() {
  const char* named = std::getenv("OGI_CORPUS_DIR");
  return named == nullptr ? std::filesystem::path("../shared/corpus") : named;
}

std::string Read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// What a cell says, as figures.json writes it.
std::string CountUpToLastNonBlank(const Imported& imported, int cell) {
  const Figures figures(imported.report);
  if (figures.note_kind(cell) == v1::CellNote::AMBIGUOUS) {
    std::string candidates;
    for (const std::string& each : figures.note(cell)->candidates()) {
      absl::StrAppend(&candidates, candidates.empty() ? "" : "|", each);
    }
    return absl::StrCat("ambiguous ", candidates);
  }
  return figures.has_value(cell) ? figures.ValueText(cell) : "missing";
}

std::string Wanted(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

// By cell number, for the rows whose figures are known.
std::map<int, std::string> WantedCells(const Json& report, v1::Edition edition) {
  std::map<int, std::string> wanted;
  const auto row = [&](absl::string_view table, const std::string& name, const Json& values) {
    size_t at = 0;
    for (const CellInfo& cell : Cells()) {
      if (cell.table_name != table || cell.row != name) continue;
      if (!InEdition(cell, edition) && name != "other") continue;
      if (at < values.size()) wanted[cell.index] = Wanted(values[at++]);
    }
    EXPECT_EQ(at, values.size()) << name;
  };
  for (const auto& [name, values] : report["table_two"].items()) {
    if (values.is_string() && name != "fee_wan_yuan") continue;
    row("table_two", name == "fee_wan_yuan" ? "fee" : name,
        values.is_array() ? values : Json::array({values}));
  }
  for (const auto& [name, values] : report["table_three"].items()) {
    row("table_three", name, values);
  }
  if (!report["table_four"].is_null()) {
    size_t at = 0;
    for (const CellInfo& cell : Cells()) {
      if (cell.table == Table::kFour) wanted[cell.index] = Wanted(report["table_four"][at++]);
    }
  }
  return wanted;
}

struct Case {
  std::string file;
  std::string report;
  v1::Edition edition;
  std::string agency;
  int year;
  // Cells that may be ambiguous, with the right reading among the candidates.
  bool ambiguous = false;
};

class CorpusTest : public testing::TestWithParam<Case> {};

TEST_P(CorpusTest, EveryCellIsAsInTheFigures) {
  const Case& param = GetParam();
  const std::filesystem::path path = CorpusDir() / param.file;
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no corpus at " << CorpusDir();
  const Json figures = Json::parse(Read(CorpusDir() / "figures.json"));
  const absl::StatusOr<Imported> imported = ImportFile(param.file, Read(path));
  ASSERT_TRUE(imported.ok()) << imported.status();
  const v1::AnnualReport& report = imported->report;

  EXPECT_EQ(report.agency_name(), param.agency);
  EXPECT_EQ(report.year(), param.year);
  EXPECT_EQ(report.edition(), param.edition);
  for (const auto& [cell, wanted] : WantedCells(figures["reports"][param.report], param.edition)) {
    const std::string said = CountUpToLastNonBlank(*imported, cell);
    const std::string label(CellLabel(CellAt(cell), param.edition));
    if (param.ambiguous && absl::StartsWith(said, "ambiguous")) {
      // No list says nothing.
      if (said == "ambiguous ") continue;
      EXPECT_NE(absl::StrCat("|", said.substr(10), "|").find(absl::StrCat("|", wanted, "|")),
                std::string::npos)
          << label << ": " << said << ", not " << wanted;
      continue;
    }
    EXPECT_EQ(said, wanted) << label;
  }
  for (int part = 0; part < kPartCount; ++part) {
    EXPECT_FALSE(PartOf(report, part).heading().empty()) << part;
  }

  v1::AnnualReport filed = report;
  filed.set_agency("agencies/54-0424204");
  FieldViolations violations;
  CheckReport(filed, CivilDay(2026, 12, 31), "report", &violations);
  for (const FieldViolation& each : violations.all()) {
    ADD_FAILURE() << each.field << ": " << each.english;
  }
  if (std::getenv("OGI_SHOW") != nullptr) {
    for (const Doubt& doubt : imported->doubts) std::cout << doubt.chinese << "\n";
    v1::AnnualReport shown = report;
    shown.clear_table_two();
    shown.clear_table_three();
    shown.clear_table_four();
    shown.clear_cell_notes();
    std::cout << shown.DebugString() << "\n";
    for (int part = 0; part < kPartCount; ++part) {
      std::cout << "---- " << PartOf(report, part).heading() << "\n"
                << PartOf(report, part).text() << "\n";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Corpus, CorpusTest,
    testing::Values(
        Case{"yuxu-2020.txt", "yuxu-2020", v1::EDITION_2019, "波密县玉许乡人民政府", 2020},
        Case{"huaian-2024.txt", "huaian-2024", v1::EDITION_2021, "淮安市人民政府", 2024},
        Case{"huaian-2024.pdf", "huaian-2024", v1::EDITION_2021, "淮安市人民政府", 2024},
        Case{"hongze-2023.txt", "hongze-2023", v1::EDITION_2021, "洪泽区人民政府", 2023},
        Case{"hongze-2023.pdf", "hongze-2023", v1::EDITION_2021, "洪泽区人民政府", 2023},
        Case{"pingtan-2022.txt", "pingtan-2022", v1::EDITION_2021, "平潭综合实验区", 2022, true},
        Case{"pingtan-2020.txt", "pingtan-2020", v1::EDITION_2019, "平潭综合实验区", 2020, true}),
    [](const testing::TestParamInfo<Case>& each) {
      std::string name = each.param.file;
      for (char& letter : name) {
        if (letter == '-' || letter == '.') letter = '_';
      }
      return name;
    });

}  // namespace
}  // namespace ogi
