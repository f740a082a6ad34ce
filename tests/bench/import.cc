#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "import/formats/read_document.h"
#include "import/importer.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/fixture.h"
#include "tests/import/layouts.h"
#include "tests/support/process.h"

namespace ogi::bench {
namespace {

using import_test::Dice;
using import_test::MakeSample;
using import_test::Print;
using import_test::PrintedItems;
using import_test::Sample;

using Render = std::string (*)(const PrintedItems&, Dice&);

// What the compiler must not leave out.
volatile size_t g_kept = 0;

std::vector<std::string> Documents(Render render, int count) {
  std::vector<std::string> documents;
  for (int i = 0; i < count; ++i) {
    Dice dice(static_cast<uint64_t>(i) + 1);
    const Sample sample = MakeSample({}, dice);
    documents.push_back(render(Print(sample, {}, dice), dice));
  }
  return documents;
}

// Milliseconds a document.
template <typename Work>
double Time(const std::vector<std::string>& documents, Work work) {
  const absl::Time begin = absl::Now();
  for (const std::string& document : documents) g_kept = g_kept + work(document);
  return absl::ToDoubleMilliseconds(absl::Now() - begin) / static_cast<double>(documents.size());
}

size_t Import(const std::string& bytes) {
  const absl::StatusOr<Imported> imported = ImportFile("report", bytes);
  Check(imported.ok(), "a document was not imported");
  return imported->cells.size();
}

size_t Extract(const std::string& bytes) {
  const absl::StatusOr<Document> document = ReadDocument(bytes);
  Check(document.ok(), "a document was not read");
  return document->text.size();
}

void AddRow(const Options& options, std::string name, Render render, int count, Results& results) {
  const std::vector<std::string> documents = Documents(render, count);
  std::vector<double> ours;
  std::vector<double> theirs;
  std::vector<double> ratios;
  for (int round = 0; round < options.rounds; ++round) {
    ours.push_back(Time(documents, Import));
    theirs.push_back(Time(documents, Extract));
    ratios.push_back(ours.back() / theirs.back());
  }
  results.Add({.name = std::move(name),
               .value = Median(ours),
               .baseline = Median(theirs),
               .ratio = Median(ratios),
               .unit = "ms/report",
               .remark = absl::StrFormat("against its text alone; ratio %s", Spread(ratios))});
}

// A folder of text, HTML, DOCX, and a PDF among twenty.
void FillFolder(const std::string& folder, int first, int count) {
  std::filesystem::create_directories(folder);
  constexpr struct {
    Render render;
    const char* extension;
  } kKinds[] = {{import_test::RenderHtml, "html"},
                {import_test::RenderPageText, "txt"},
                {import_test::RenderDocx, "docx"}};
  for (int i = first; i < first + count; ++i) {
    Dice dice(static_cast<uint64_t>(i) + 1);
    const auto& kind = kKinds[i % 3];
    const bool pdf = i % 20 == 7;
    const Sample sample = MakeSample({}, dice);
    std::ofstream(absl::StrCat(folder, "/", i, ".", pdf ? "pdf" : kind.extension), std::ios::binary)
        << (pdf ? import_test::RenderPdf : kind.render)(Print(sample, {}, dice), dice);
  }
}

struct FolderRun {
  double files_a_second = 0;
  double peak_megabytes = 0;
};

FolderRun ImportFolder(const Options& options, const std::string& folder, int count) {
  const absl::Time begin = absl::Now();
  const ProgramResult ended =
      RunProgram({options.ogictl, "import", folder, "--to", folder + ".out"});
  const absl::Duration took = absl::Now() - begin;
  std::filesystem::remove_all(folder + ".out");
  constexpr int kDoubtful = 5;
  Check(ended.exit_code == 0 || ended.exit_code == kDoubtful, ended.output);
  return {count / absl::ToDoubleSeconds(took), static_cast<double>(ended.peak_bytes) / 1e6};
}

}  // namespace

void BenchImport(const Options& options, Results& results) {
  const int count = options.quick ? 4 : 64;
  AddRow(options, "import text, one report", import_test::RenderPageText, count, results);
  AddRow(options, "import HTML, one report", import_test::RenderHtml, count, results);
  AddRow(options, "import DOCX, one report", import_test::RenderDocx, count, results);
  AddRow(options, "import PDF, one report", import_test::RenderPdf, count / 4, results);

  const int few = options.quick ? 20 : 1000;
  TemporaryDirectory directory;
  const std::string folder = directory.Path("reports");
  FillFolder(folder, 0, few);
  const FolderRun small = ImportFolder(options, folder, few);
  FillFolder(folder, few, 9 * few);
  const FolderRun large = ImportFolder(options, folder, 10 * few);
  const std::string against = absl::StrCat("against a folder of ", few);
  results.Add({absl::StrCat("import a folder of ", 10 * few), large.files_a_second,
               small.files_a_second, large.files_a_second / small.files_a_second, "files/s",
               against});
  results.Add({absl::StrCat("import a folder of ", 10 * few, ", peak memory"), large.peak_megabytes,
               small.peak_megabytes, large.peak_megabytes / small.peak_megabytes, "MB", against});
}

}  // namespace ogi::bench
