// Days: when a report was filed and published, and what it is dated.
#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/status_macros.h"
#include "domain/rules/check.h"

namespace ogi {
namespace {

Wording Both(const std::string& text) { return {text, text}; }

Wording DayWords(CivilDay day) {
  return {absl::StrCat(day.year(), "年", day.month(), "月", day.day(), "日"),
          absl::FormatCivilTime(day)};
}

bool IsHistorical(const Subject& subject) {
  return subject.filing != nullptr && subject.filing->historical;
}

std::optional<CivilDay> PublicationDay(const Subject& subject) {
  return ParseDate(subject.report->publication().date());
}

// --- Limits. -------------------------------------------------------------------------------------

// A day that a report must not be later than, of organs with certain superiors or of all.
class DayLimit : public Check {
 public:
  template <typename Kind>
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<Kind>();
    DayLimit& limit = *check;
    OGI_ASSIGN_OR_RETURN(limit.month_, parameters.Number("month"));
    OGI_ASSIGN_OR_RETURN(limit.day_, parameters.Number("day"));
    const CivilDay day(2019, limit.month_, limit.day_);
    if (day.month() != limit.month_ || day.day() != limit.day_) {
      return parameters.Wrong("day", "不是该月的一天", "is no day of the month");
    }
    for (const char* name : {"superiors", "other_superiors_than"}) {
      if (parameters.Strings(name).empty()) continue;
      OGI_ASSIGN_OR_RETURN(limit.superiors_, parameters.Levels(name));
      limit.which_ =
          absl::string_view(name) == "superiors" ? Superiors::kThese : Superiors::kOthers;
    }
    return check;
  }

 protected:
  bool Applies(const Subject& subject) const {
    if (which_ == Superiors::kAll) return true;
    const bool among = std::find(superiors_.begin(), superiors_.end(),
                                 subject.agency->superior_level) != superiors_.end();
    return among == (which_ == Superiors::kThese);
  }

  void Compare(const Subject& subject, CivilDay day, FindingWriter& writer) const {
    const CivilDay limit(subject.report->year() + 1, month_, day_);
    if (day <= limit) return;
    writer.Fail({{"date", DayWords(day)},
                 {"limit", DayWords(limit)},
                 {"days", Both(absl::StrCat(day - limit))}});
  }

 private:
  enum class Superiors { kAll, kThese, kOthers };

  int64_t month_ = 0;
  int64_t day_ = 0;
  Superiors which_ = Superiors::kAll;
  std::vector<v1::Agency::Level> superiors_;
};

class FiledBy : public DayLimit {
 public:
  void Run(const Subject& subject, FindingWriter& writer) const override {
    if (IsHistorical(subject) || !Applies(subject)) return;
    Compare(subject, subject.filing->received, writer);
  }
};

class PublishedBy : public DayLimit {
 public:
  void Run(const Subject& subject, FindingWriter& writer) const override {
    if (!Applies(subject)) return;
    if (const std::optional<CivilDay> day = PublicationDay(subject); day.has_value()) {
      Compare(subject, *day, writer);
      return;
    }
    // What is being filed now is published later; what was published long ago has a day.
    if (!IsHistorical(subject)) return;
    v1::Finding& finding = writer.Add(v1::Finding::NOT_ASSESSABLE);
    finding.set_message("补录的历史报告没有公布日期，无法核对是否按期公布；请补填公布日期。");
    finding.set_message_en(
        "A report of the past without its day of publication: whether it was in time cannot be "
        "told; give the day.");
  }
};

class FiledAsPrescribed : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<FiledAsPrescribed>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const FilingFacts& filing = *subject.filing;
    if (filing.historical || !filing.prescribed.has_value() ||
        filing.received <= *filing.prescribed) {
      return;
    }
    writer.Fail({{"date", DayWords(filing.received)},
                 {"limit", DayWords(*filing.prescribed)},
                 {"days", Both(absl::StrCat(filing.received - *filing.prescribed))}});
  }
};

// --- One day after another. ----------------------------------------------------------------------

enum class DayName { kReported, kNextYear, kSigned, kPublished, kReceived };

class DaysInOrder : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<DaysInOrder>();
    OGI_ASSIGN_OR_RETURN(check->first_, ReadName(parameters, "first"));
    OGI_ASSIGN_OR_RETURN(check->second_, ReadName(parameters, "second"));
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    for (const DayName name : {first_, second_}) {
      if (name == DayName::kReceived && subject.filing == nullptr) {
        writer.Lack(v1::FILING);
        return;
      }
    }
    const std::optional<CivilDay> first = DayOf(first_, subject);
    const std::optional<CivilDay> second = DayOf(second_, subject);
    if (!first.has_value() || !second.has_value() || *first <= *second) return;
    writer.Fail({{"first", DayWords(*first)},
                 {"second", DayWords(*second)},
                 {"year", Both(absl::StrCat(subject.report->year()))}});
  }

 private:
  static absl::StatusOr<DayName> ReadName(const CheckParameters& parameters,
                                          absl::string_view parameter) {
    OGI_ASSIGN_OR_RETURN(const std::string name, parameters.String(parameter));
    constexpr std::pair<absl::string_view, DayName> kNames[] = {
        {"end_of_year", DayName::kReported},
        {"end_of_next_year", DayName::kNextYear},
        {"signed", DayName::kSigned},
        {"published", DayName::kPublished},
        {"received", DayName::kReceived}};
    for (const auto& [text, value] : kNames) {
      if (name == text) return value;
    }
    return parameters.Wrong(
        parameter, "须是 end_of_year、end_of_next_year、signed、published 或 received",
        "is none of end_of_year, end_of_next_year, signed, published, received");
  }

  static std::optional<CivilDay> DayOf(DayName name, const Subject& subject) {
    switch (name) {
      case DayName::kReported:
        return CivilDay(subject.report->year(), 12, 31);
      case DayName::kNextYear:
        return CivilDay(subject.report->year() + 1, 12, 31);
      case DayName::kSigned:
        return ParseDate(subject.report->signed_date());
      case DayName::kPublished:
        return PublicationDay(subject);
      case DayName::kReceived:
        // The day a report of the past was recorded says nothing of the report.
        if (subject.filing->historical) return std::nullopt;
        return subject.filing->received;
    }
    return std::nullopt;
  }

  DayName first_ = DayName::kReported;
  DayName second_ = DayName::kReported;
};

}  // namespace

std::vector<CheckKind> DeadlineChecks() {
  const std::vector<absl::string_view> limit = {"month", "day", "superiors",
                                                "other_superiors_than"};
  const std::vector<absl::string_view> late = {"date", "limit", "days"};
  return {
      {"filed_by",
       "Received by a day of the year after the report's; of organs whose superior is of one of "
       "the "
       "levels, or of none of them (or not on record), where they are given. Not for reports of "
       "the past.",
       limit,
       late,
       {v1::FILING, v1::REGISTRY},
       DayLimit::Make<FiledBy>},
      {"published_by",
       "Published on the website by a day of the year after the report's; superiors as for "
       "filed_by.",
       limit,
       late,
       {v1::REGISTRY},
       DayLimit::Make<PublishedBy>},
      {"filed_as_prescribed",
       "Received by the day that a season on record prescribes. Not for reports of the past.",
       {},
       late,
       {v1::FILING},
       FiledAsPrescribed::Make},
      {"days_in_order",
       "The second day is not before the first. Each is end_of_year (31 December of the report's "
       "year), end_of_next_year, signed, published or received.",
       {"first", "second"},
       {"first", "second", "year"},
       {},
       DaysInOrder::Make},
  };
}

}  // namespace ogi
