#include <random>
#include <string>
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

}  // namespace

void BenchDomain(Results& results) {
  const ReportSource source(1000);
  std::vector<Sample> samples;
  for (int i = 0; i < kReports; ++i) {
    v1::AnnualReport report = source.Request(i).report();
    samples.push_back({report, report.SerializeAsString()});
  }
  const absl::Time now = absl::Now();
  const CivilDay today = ChinaDay(now);
  AddRow(
      samples, "table identities, in process",
      [now](const Sample& sample) {
        return static_cast<size_t>(JudgeByItself(sample.report, now).outcome());
      },
      results);
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
