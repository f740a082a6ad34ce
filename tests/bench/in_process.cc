#include <algorithm>
#include <iostream>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "common/field_violations.h"
#include "domain/calendar/china_time.h"
#include "domain/form/canonical.h"
#include "domain/form/check.h"
#include "domain/form/figures.h"
#include "domain/rules/rule_book.h"
#include "domain/testing/reports.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/fixture.h"

namespace ogi::bench {
namespace {

constexpr int kReports = 64;
constexpr int kRounds = 5;
constexpr int kPasses = 100;

// What the compiler must not leave out.
volatile size_t g_kept = 0;

struct Sample {
  v1::AnnualReport report;
  std::string bytes;
};

// Microseconds a report.
template <typename Work>
double Time(const std::vector<Sample>& samples, Work work) {
  const absl::Time begin = absl::Now();
  for (int pass = 0; pass < kPasses; ++pass) {
    for (const Sample& sample : samples) g_kept = g_kept + work(sample);
  }
  return absl::ToDoubleMicroseconds(absl::Now() - begin) / (kPasses * kReports);
}

size_t Parse(const Sample& sample) {
  v1::AnnualReport report;
  return report.ParseFromString(sample.bytes) ? report.overview().text().size() : 0;
}

template <typename Work>
void AddRow(const std::vector<Sample>& samples, std::string name, Work work, Results& results) {
  std::vector<double> ours;
  std::vector<double> theirs;
  std::vector<double> ratios;
  for (int round = 0; round < kRounds; ++round) {
    ours.push_back(Time(samples, work));
    theirs.push_back(Time(samples, Parse));
    ratios.push_back(ours.back() / theirs.back());
  }
  results.Add({.name = std::move(name),
               .value = Median(ours),
               .baseline = Median(theirs),
               .ratio = Median(ratios),
               .unit = "us/report",
               .remark = absl::StrFormat("against parsing it; ratio %s", Spread(ratios))});
}

std::vector<Sample> SamplesOf(int characters) {
  const ReportSource source(characters);
  std::vector<Sample> samples;
  for (int i = 0; i < kReports; ++i) {
    v1::AnnualReport report = source.Request(i).report();
    samples.push_back({report, report.SerializeAsString()});
  }
  return samples;
}

size_t Judge(const v1::AnnualReport& report, const Judging& judging) {
  const Figures figures(report);
  const v1::Verdict verdict = RuleBook::BuiltIn().Judge({.report = &report, .figures = &figures},
                                                        absl::UnixEpoch(), judging);
  return static_cast<size_t>(verdict.outcome());
}

// Microseconds a report, of the quickest round: what others do on the machine only adds.
double Cost(const std::vector<Sample>& samples, const Judging& judging) {
  double least = std::numeric_limits<double>::infinity();
  for (int round = 0; round < kRounds; ++round) {
    const absl::Time begin = absl::Now();
    for (const Sample& sample : samples) g_kept = g_kept + Judge(sample.report, judging);
    least = std::min(least, absl::ToDoubleMicroseconds(absl::Now() - begin) / kReports);
  }
  return least;
}

// What each rule takes beyond what all need, the dearest first.
void PrintCostOfRules(const std::vector<Sample>& samples) {
  const auto without = [&samples] { return Cost(samples, {.only = "none"}); };
  std::vector<std::pair<double, absl::string_view>> costs;
  for (const v1::Rule& rule : RuleBook::BuiltIn().rules()) {
    const double cost = Cost(samples, {.only = rule.id()}) - without();
    costs.emplace_back(std::max(0.0, cost), rule.id());
  }
  std::sort(costs.rbegin(), costs.rend());
  std::cout << absl::StrFormat("  reading the text, for all rules: %.1f us; each rule, us:\n",
                               without());
  constexpr size_t kPerLine = 6;
  for (size_t i = 0; i < costs.size(); ++i) {
    std::cout << absl::StrFormat("  %-22s%5.2f", costs[i].second, costs[i].first)
              << (i % kPerLine == kPerLine - 1 ? "\n" : "");
  }
  std::cout << "\n";
}

}  // namespace

void BenchRules(Results& results) {
  const std::vector<Sample> samples = SamplesOf(1000);
  AddRow(
      samples, "rules on tables",
      [](const Sample& sample) { return Judge(sample.report, {.narrative = false}); }, results);
  for (const int characters : {1000, 6000}) {
    AddRow(
        SamplesOf(characters), absl::StrFormat("all rules, %d characters", characters),
        [](const Sample& sample) { return Judge(sample.report, {}); }, results);
  }
  PrintCostOfRules(samples);
}

void BenchDomain(Results& results) {
  const std::vector<Sample> samples = SamplesOf(1000);
  const CivilDay today = ChinaDay(absl::Now());
  AddRow(
      samples, "check of form, in process",
      [today](const Sample& sample) {
        FieldViolations violations;
        CheckReport(sample.report, today, "report", &violations);
        return violations.all().size() + 1;
      },
      results);
  AddRow(
      samples, "canonical form and digest, in process",
      [](const Sample& sample) { return DigestOf(sample.report).value().size(); }, results);
}

}  // namespace ogi::bench
