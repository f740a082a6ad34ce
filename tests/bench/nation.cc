#include "tests/bench/nation.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <iostream>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "common/clock.h"
#include "common/limits.h"
#include "domain/codes/resource_name.h"
#include "domain/form/figures.h"
#include "domain/rules/rule_book.h"
#include "domain/testing/reports.h"
#include "ogi/storage/v1/records.pb.h"
#include "storage/commit/committer.h"
#include "storage/keys/keys.h"
#include "tests/bench/fixture.h"

namespace ogi::bench {
namespace {

constexpr char kPartition[] = "54";
constexpr char kRoot[] = "54-0000";
constexpr int kCounties = 14;
constexpr int kBelowCounty = 19;
constexpr int kWriters = 64;

// Of one organ; counts of subordinates make ids that sort as the tree does.
struct Organ {
  std::string id;
  std::string superior;
  v1::Agency::Level level = v1::Agency::TOWNSHIP;
};

std::vector<Organ> Tree(int organs) {
  std::vector<Organ> tree = {{kRoot, "", v1::Agency::PROVINCE}};
  const auto full = [&] { return static_cast<int>(tree.size()) >= organs; };
  for (int city = 1; !full(); ++city) {
    const std::string city_id = absl::StrFormat("54-%04d", city);
    tree.push_back({city_id, kRoot, v1::Agency::PREFECTURE});
    for (int county = 1; county <= kCounties && !full(); ++county) {
      const std::string county_id = absl::StrFormat("%s%02d", city_id, county);
      tree.push_back({county_id, city_id, v1::Agency::COUNTY});
      for (int below = 1; below <= kBelowCounty && !full(); ++below) {
        tree.push_back({absl::StrFormat("%s%02d", county_id, below), county_id,
                        below % 2 == 0 ? v1::Agency::DEPARTMENT : v1::Agency::TOWNSHIP});
      }
    }
  }
  return tree;
}

constexpr int kReportYears = 3;
constexpr size_t kTemplates = 64;

// Without anything carried over the year's end, so that years fit together.
v1::AnnualReport Closed(v1::AnnualReport report) {
  for (const char* column : {"natural_person", "commercial_enterprise", "research_institution",
                             "social_organisation", "legal_service", "other", "total"}) {
    const auto cell = [column](const char* row) { return CellNumber("table_three", row, column); };
    const int64_t outcomes = Figures(report).number(cell("outcome_total"));
    SetCell(report, cell("received"), outcomes);
    SetCell(report, cell("carried_in"), 0);
    SetCell(report, cell("carried_out"), 0);
  }
  for (const char* row : {"regulation", "normative_document"}) {
    SetCell(report, CellNumber("table_two", row, "made"), 0);
    SetCell(report, CellNumber("table_two", row, "repealed"), 0);
  }
  return report;
}

// A report as it is stored, of each year, and what the rules say of it.
struct Stored {
  std::string payloads[kReportYears];
  v1::Verdict verdict;
};

Stored StoredReport(v1::AnnualReport report, int last_year) {
  Stored stored;
  for (int i = 0; i < kReportYears; ++i) {
    report.set_year(last_year - i);
    storage::v1::PayloadRecord payload;
    *payload.mutable_report() = report;
    stored.payloads[i] = payload.SerializeAsString();
  }
  stored.verdict = JudgeByItself(report, absl::FromUnixSeconds(1'769'000'000));
  return stored;
}

// By template: a report in order, one with warnings, one with an error.
std::vector<std::array<Stored, 3>> Templates(int year) {
  const ReportSource source(1000);
  std::vector<std::array<Stored, 3>> templates;
  for (size_t i = 0; i < kTemplates; ++i) {
    v1::AnnualReport clean = Closed(source.Request(static_cast<int64_t>(i)).report());
    clean.set_scope(v1::OWN);
    v1::AnnualReport warned = clean;
    warned.mutable_problems()->set_heading("五、工作中的不足");
    v1::AnnualReport blocked = warned;
    SetCell(blocked, CellNumber("table_four", "review", "total"), 77'777);
    templates.push_back(
        {StoredReport(clean, year), StoredReport(warned, year), StoredReport(blocked, year)});
  }
  return templates;
}

class Writer {
 public:
  Writer(const NationOptions& options, Committer* committer)
      : options_(options), committer_(committer), templates_(Templates(options.year)) {}

  // Organs [begin, end) of the tree, by a dice of their own.
  void Write(const std::vector<Organ>& tree, size_t begin, size_t end) {
    std::mt19937_64 dice(options_.seed + begin);
    Proposal proposal;
    for (size_t i = begin; i < end; ++i) {
      AddOrgan(tree[i], proposal);
      const std::array<Stored, 3>& reports = templates_[i % kTemplates];
      for (int year = 0; year < kReportYears; ++year) {
        if (dice() % 20 != 0) AddReport(tree[i], year, reports, dice, proposal);
      }
    }
    proposal.partition = kPartition;
    proposal.commit.token = absl::StrFormat("%016d", begin);
    if (ProposeAndWait(committer_, std::move(proposal)).ok()) return;
    std::cerr << "the nation cannot be written\n";
    std::exit(EXIT_FAILURE);
  }

 private:
  static void Put(std::string key, std::string value, Proposal& proposal) {
    proposal.commit.writes.push_back({std::move(key), std::move(value), kAbsent});
  }

  static void AddOrgan(const Organ& organ, Proposal& proposal) {
    storage::v1::AgencyRecord record;
    v1::Agency& agency = *record.mutable_agency();
    agency.set_name(AgencyName(organ.id));
    agency.set_level(organ.level);
    agency.add_names()->set_text(absl::StrCat("机关", organ.id));
    if (!organ.superior.empty()) {
      agency.add_superiors()->set_text(AgencyName(organ.superior));
      Put(keys::Subordinate(organ.superior, organ.id), "", proposal);
    }
    Put(keys::Agency(organ.id), record.SerializeAsString(), proposal);
  }

  // `year`: years before the last.
  void AddReport(const Organ& organ, int year, const std::array<Stored, 3>& reports,
                 std::mt19937_64& dice, Proposal& proposal) const {
    const uint64_t drawn = dice() % 20;
    const Stored& stored = reports[drawn == 0 ? 2 : drawn <= 10 ? 1 : 0];
    const v1::Verdict& verdict = stored.verdict;
    const ReportId id = {organ.id, options_.year - year, v1::OWN};
    storage::v1::ReportRecord head;
    head.set_agency_display_name(absl::StrCat("机关", organ.id));
    storage::v1::RevisionEntry& entry = *head.add_revisions();
    entry.set_state(v1::SUBMITTED);
    entry.set_outcome(verdict.outcome());
    entry.set_digest(std::string(32, 'd'));
    entry.set_verdicts(1);
    entry.set_errors(verdict.error_count());
    entry.set_warnings(verdict.warning_count());
    entry.set_infos(verdict.info_count());
    storage::v1::RevisionRecord revision;
    revision.set_level(organ.level);
    revision.set_receive_time_us(absl::ToUnixMicros(absl::FromUnixSeconds(1'769'000'000)));
    storage::v1::VerdictRecord judged;
    *judged.mutable_verdict() = verdict;
    Put(keys::Report(id), head.SerializeAsString(), proposal);
    Put(keys::Revision({id, 1}), revision.SerializeAsString(), proposal);
    Put(keys::Payload({id, 1}), stored.payloads[year], proposal);
    Put(keys::Verdict({id, 1}, 1), judged.SerializeAsString(), proposal);
  }

  const NationOptions options_;
  Committer* const committer_;
  const std::vector<std::array<Stored, 3>> templates_;
};

}  // namespace

std::string RootOfNation() { return AgencyName(kRoot); }

void MakeNation(const NationOptions& options, Store* store) {
  const SystemClock clock;
  Committer committer(store, &clock);
  Writer writer(options, &committer);
  const std::vector<Organ> tree = Tree(options.organs);
  // Two writes an organ, and four a report.
  constexpr size_t kOrgansOfCommit = limits::kMaxCommitWrites / (2 + 4 * kReportYears);
  std::atomic<size_t> next = 0;
  std::vector<std::thread> writers;
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([&] {
      for (size_t begin = next.fetch_add(kOrgansOfCommit); begin < tree.size();
           begin = next.fetch_add(kOrgansOfCommit)) {
        writer.Write(tree, begin, std::min(begin + kOrgansOfCommit, tree.size()));
      }
    });
  }
  for (std::thread& thread : writers) thread.join();
}

}  // namespace ogi::bench
