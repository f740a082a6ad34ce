// The messages that hold the rows of the tables, listed once, in the order of TableRows().
//
// Every kind of row has fields of its own: `RowFields<Row>::kCounts` are its numbers in the order
// of the columns; a row of money has `amount` behind them.
#ifndef OGI_DOMAIN_FORM_ROW_MESSAGES_H_
#define OGI_DOMAIN_FORM_ROW_MESSAGES_H_

#include <array>
#include <cstdint>
#include <tuple>
#include <type_traits>

#include "domain/form/cells.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi {

template <typename Row>
struct CountField {
  bool (Row::*has)() const;
  int64_t (Row::*get)() const;
  void (Row::*set)(int64_t);
  void (Row::*clear)();
};

#define OGI_FIELD(row, name) \
  { &v1::row::has_##name, &v1::row::name, &v1::row::set_##name, &v1::row::clear_##name }

template <typename Row>
struct RowFields;

template <>
struct RowFields<v1::DocumentRow> {
  static constexpr std::array<CountField<v1::DocumentRow>, 5> kCounts = {{
      OGI_FIELD(DocumentRow, made),
      OGI_FIELD(DocumentRow, newly_disclosed),
      OGI_FIELD(DocumentRow, total_disclosed),
      OGI_FIELD(DocumentRow, repealed),
      OGI_FIELD(DocumentRow, in_force),
  }};
};

template <>
struct RowFields<v1::ItemRow> {
  static constexpr std::array<CountField<v1::ItemRow>, 3> kCounts = {{
      OGI_FIELD(ItemRow, items_last_year),
      OGI_FIELD(ItemRow, change),
      OGI_FIELD(ItemRow, decisions),
  }};
};

template <>
struct RowFields<v1::FeeRow> {
  // 万元, as the form prints it.
  static constexpr v1::Money::Unit kUnit = v1::Money::TEN_THOUSAND_YUAN;
  static constexpr std::array<CountField<v1::FeeRow>, 2> kCounts = {{
      OGI_FIELD(FeeRow, items_last_year),
      OGI_FIELD(FeeRow, change),
  }};
};

template <>
struct RowFields<v1::ProcurementRow> {
  static constexpr v1::Money::Unit kUnit = v1::Money::YUAN;
  static constexpr std::array<CountField<v1::ProcurementRow>, 1> kCounts = {{
      OGI_FIELD(ProcurementRow, count),
  }};
};

template <>
struct RowFields<v1::ApplicantRow> {
  static constexpr std::array<CountField<v1::ApplicantRow>, 7> kCounts = {{
      OGI_FIELD(ApplicantRow, natural_person),
      OGI_FIELD(ApplicantRow, commercial_enterprise),
      OGI_FIELD(ApplicantRow, research_institution),
      OGI_FIELD(ApplicantRow, social_organisation),
      OGI_FIELD(ApplicantRow, legal_service),
      OGI_FIELD(ApplicantRow, other),
      OGI_FIELD(ApplicantRow, total),
  }};
};

template <>
struct RowFields<v1::LitigationRow> {
  static constexpr std::array<CountField<v1::LitigationRow>, 5> kCounts = {{
      OGI_FIELD(LitigationRow, upheld),
      OGI_FIELD(LitigationRow, corrected),
      OGI_FIELD(LitigationRow, other),
      OGI_FIELD(LitigationRow, pending),
      OGI_FIELD(LitigationRow, total),
  }};
};

#undef OGI_FIELD

template <typename Row>
inline constexpr bool kHasAmount =
    std::is_same_v<Row, v1::FeeRow> || std::is_same_v<Row, v1::ProcurementRow>;

template <typename Row>
struct RowMessage {
  const Row& (*get)(const v1::AnnualReport&);
  Row* (*get_mutable)(v1::AnnualReport&);
};

#define OGI_ROW(kind, table, name)                                                           \
  RowMessage<v1::kind> {                                                                     \
    [](const v1::AnnualReport& report) -> const v1::kind& { return report.table().name(); }, \
        [](v1::AnnualReport& report) { return report.mutable_##table()->mutable_##name(); }  \
  }

#define OGI_ROW_IN(group, name)                                                     \
  RowMessage<v1::ApplicantRow> {                                                    \
    [](const v1::AnnualReport& report) -> const v1::ApplicantRow& {                 \
      return report.table_three().group().name();                                   \
    },                                                                              \
        [](v1::AnnualReport& report) {                                              \
          return report.mutable_table_three()->mutable_##group()->mutable_##name(); \
        }                                                                           \
  }

inline constexpr auto kRowMessages = std::make_tuple(
    OGI_ROW(DocumentRow, table_two, regulation),
    OGI_ROW(DocumentRow, table_two, normative_document), OGI_ROW(ItemRow, table_two, licence),
    OGI_ROW(ItemRow, table_two, other_service), OGI_ROW(ItemRow, table_two, penalty),
    OGI_ROW(ItemRow, table_two, coercion), OGI_ROW(FeeRow, table_two, fee),
    OGI_ROW(ProcurementRow, table_two, procurement), OGI_ROW(ApplicantRow, table_three, received),
    OGI_ROW(ApplicantRow, table_three, carried_in), OGI_ROW(ApplicantRow, table_three, granted),
    OGI_ROW(ApplicantRow, table_three, partly_granted), OGI_ROW_IN(refused, state_secret),
    OGI_ROW_IN(refused, other_law), OGI_ROW_IN(refused, three_securities_one_stability),
    OGI_ROW_IN(refused, third_party_rights), OGI_ROW_IN(refused, internal_affairs),
    OGI_ROW_IN(refused, process_information), OGI_ROW_IN(refused, enforcement_file),
    OGI_ROW_IN(refused, administrative_inquiry), OGI_ROW_IN(unable, not_held),
    OGI_ROW_IN(unable, needs_making), OGI_ROW_IN(unable, still_unclear_after_correction),
    OGI_ROW_IN(not_processed, petition_complaint), OGI_ROW_IN(not_processed, repeated),
    OGI_ROW_IN(not_processed, publication), OGI_ROW_IN(not_processed, excessive),
    OGI_ROW_IN(not_processed, confirm_or_reissue), OGI_ROW_IN(other, undivided),
    OGI_ROW_IN(other, correction_overdue), OGI_ROW_IN(other, fee_overdue), OGI_ROW_IN(other, other),
    OGI_ROW(ApplicantRow, table_three, outcome_total),
    OGI_ROW(ApplicantRow, table_three, carried_out), OGI_ROW(LitigationRow, table_four, review),
    OGI_ROW(LitigationRow, table_four, suit_direct),
    OGI_ROW(LitigationRow, table_four, suit_after_review));

#undef OGI_ROW
#undef OGI_ROW_IN

static_assert(std::tuple_size_v<decltype(kRowMessages)> == kTableRowCount);

// Calls `visit(row)` for every row in order; a message that is absent counts as empty.
template <typename Visit>
void VisitRows(const v1::AnnualReport& report, Visit&& visit) {
  std::apply([&](const auto&... row) { (visit(row.get(report)), ...); }, kRowMessages);
}

// Calls `change(row)` on row `index`, which is made if it is not there.
template <typename Change>
void ChangeRow(v1::AnnualReport& report, int index, Change&& change) {
  int at = 0;
  std::apply(
      [&](const auto&... row) {
        ((at++ == index ? change(*row.get_mutable(report)) : void()), ...);
      },
      kRowMessages);
}

}  // namespace ogi

#endif  // OGI_DOMAIN_FORM_ROW_MESSAGES_H_
