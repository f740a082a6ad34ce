#include "domain/form/figures.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "domain/form/decimal.h"

namespace ogi {
namespace {

// The number fields of a row message, in the order of the catalogue.
template <typename Row>
struct Field {
  bool (Row::*has)() const;
  int64_t (Row::*get)() const;
  void (Row::*set)(int64_t);
  void (Row::*clear)();
};

#define OGI_FIELD(row, name) \
  { &row::has_##name, &row::name, &row::set_##name, &row::clear_##name }

template <typename Row>
struct Fields;

template <>
struct Fields<v1::DocumentRow> {
  static constexpr std::array<Field<v1::DocumentRow>, 5> kAll = {{
      OGI_FIELD(v1::DocumentRow, made),
      OGI_FIELD(v1::DocumentRow, newly_disclosed),
      OGI_FIELD(v1::DocumentRow, total_disclosed),
      OGI_FIELD(v1::DocumentRow, repealed),
      OGI_FIELD(v1::DocumentRow, in_force),
  }};
};

template <>
struct Fields<v1::ItemRow> {
  static constexpr std::array<Field<v1::ItemRow>, 3> kAll = {{
      OGI_FIELD(v1::ItemRow, items_last_year),
      OGI_FIELD(v1::ItemRow, change),
      OGI_FIELD(v1::ItemRow, decisions),
  }};
};

// Its last cell, the amount, is read apart.
template <>
struct Fields<v1::FeeRow> {
  static constexpr std::array<Field<v1::FeeRow>, 2> kAll = {{
      OGI_FIELD(v1::FeeRow, items_last_year),
      OGI_FIELD(v1::FeeRow, change),
  }};
};

template <>
struct Fields<v1::ProcurementRow> {
  static constexpr std::array<Field<v1::ProcurementRow>, 1> kAll = {{
      OGI_FIELD(v1::ProcurementRow, count),
  }};
};

template <>
struct Fields<v1::ApplicantRow> {
  static constexpr std::array<Field<v1::ApplicantRow>, 7> kAll = {{
      OGI_FIELD(v1::ApplicantRow, natural_person),
      OGI_FIELD(v1::ApplicantRow, commercial_enterprise),
      OGI_FIELD(v1::ApplicantRow, research_institution),
      OGI_FIELD(v1::ApplicantRow, social_organisation),
      OGI_FIELD(v1::ApplicantRow, legal_service),
      OGI_FIELD(v1::ApplicantRow, other),
      OGI_FIELD(v1::ApplicantRow, total),
  }};
};

template <>
struct Fields<v1::LitigationRow> {
  static constexpr std::array<Field<v1::LitigationRow>, 5> kAll = {{
      OGI_FIELD(v1::LitigationRow, upheld),
      OGI_FIELD(v1::LitigationRow, corrected),
      OGI_FIELD(v1::LitigationRow, other),
      OGI_FIELD(v1::LitigationRow, pending),
      OGI_FIELD(v1::LitigationRow, total),
  }};
};

#undef OGI_FIELD

template <typename Row>
constexpr int CellsOf() {
  constexpr bool has_amount =
      std::is_same_v<Row, v1::FeeRow> || std::is_same_v<Row, v1::ProcurementRow>;
  return static_cast<int>(Fields<Row>::kAll.size()) + (has_amount ? 1 : 0);
}

constexpr int kFeeAmount = 24;
constexpr int kProcurementAmount = 26;

// Calls `visit(row)` for every row message in the order of the catalogue; a message that is absent
// counts as empty.
template <typename Visit>
void VisitRows(const v1::AnnualReport& report, Visit&& visit) {
  const v1::TableTwo& two = report.table_two();
  visit(two.regulation());
  visit(two.normative_document());
  visit(two.licence());
  visit(two.other_service());
  visit(two.penalty());
  visit(two.coercion());
  visit(two.fee());
  visit(two.procurement());
  const v1::TableThree& three = report.table_three();
  visit(three.received());
  visit(three.carried_in());
  visit(three.granted());
  visit(three.partly_granted());
  const v1::Refused& refused = three.refused();
  visit(refused.state_secret());
  visit(refused.other_law());
  visit(refused.three_securities_one_stability());
  visit(refused.third_party_rights());
  visit(refused.internal_affairs());
  visit(refused.process_information());
  visit(refused.enforcement_file());
  visit(refused.administrative_inquiry());
  const v1::Unable& unable = three.unable();
  visit(unable.not_held());
  visit(unable.needs_making());
  visit(unable.still_unclear_after_correction());
  const v1::NotProcessed& not_processed = three.not_processed();
  visit(not_processed.petition_complaint());
  visit(not_processed.repeated());
  visit(not_processed.publication());
  visit(not_processed.excessive());
  visit(not_processed.confirm_or_reissue());
  const v1::OtherHandling& other = three.other();
  visit(other.undivided());
  visit(other.correction_overdue());
  visit(other.fee_overdue());
  visit(other.other());
  visit(three.outcome_total());
  visit(three.carried_out());
  const v1::TableFour& four = report.table_four();
  visit(four.review());
  visit(four.suit_direct());
  visit(four.suit_after_review());
}

// Calls `change(row)` on the row message a cell is in, which is made if it is not there.
template <typename Change>
void ChangeRow(v1::AnnualReport& report, const CellInfo& cell, Change&& change) {
  using Report = v1::AnnualReport;
  using Two = v1::TableTwo;
  const absl::string_view row = cell.row;
  if (cell.table == Table::kTwo) {
    Two& two = *report.mutable_table_two();
    if (row == "regulation") return change(*two.mutable_regulation());
    if (row == "normative_document") return change(*two.mutable_normative_document());
    if (row == "licence") return change(*two.mutable_licence());
    if (row == "other_service") return change(*two.mutable_other_service());
    if (row == "penalty") return change(*two.mutable_penalty());
    if (row == "coercion") return change(*two.mutable_coercion());
    if (row == "fee") return change(*two.mutable_fee());
    return change(*two.mutable_procurement());
  }
  if (cell.table == Table::kFour) {
    v1::TableFour& four = *report.mutable_table_four();
    if (row == "review") return change(*four.mutable_review());
    if (row == "suit_direct") return change(*four.mutable_suit_direct());
    return change(*four.mutable_suit_after_review());
  }
  using Mutable = v1::ApplicantRow* (*)(Report&);
  // In the order of the catalogue.
  static constexpr std::array<Mutable, 26> kTableThree = {
      [](Report& r) { return r.mutable_table_three()->mutable_received(); },
      [](Report& r) { return r.mutable_table_three()->mutable_carried_in(); },
      [](Report& r) { return r.mutable_table_three()->mutable_granted(); },
      [](Report& r) { return r.mutable_table_three()->mutable_partly_granted(); },
      [](Report& r) { return r.mutable_table_three()->mutable_refused()->mutable_state_secret(); },
      [](Report& r) { return r.mutable_table_three()->mutable_refused()->mutable_other_law(); },
      [](Report& r) {
        return r.mutable_table_three()->mutable_refused()->mutable_three_securities_one_stability();
      },
      [](Report& r) {
        return r.mutable_table_three()->mutable_refused()->mutable_third_party_rights();
      },
      [](Report& r) {
        return r.mutable_table_three()->mutable_refused()->mutable_internal_affairs();
      },
      [](Report& r) {
        return r.mutable_table_three()->mutable_refused()->mutable_process_information();
      },
      [](Report& r) {
        return r.mutable_table_three()->mutable_refused()->mutable_enforcement_file();
      },
      [](Report& r) {
        return r.mutable_table_three()->mutable_refused()->mutable_administrative_inquiry();
      },
      [](Report& r) { return r.mutable_table_three()->mutable_unable()->mutable_not_held(); },
      [](Report& r) { return r.mutable_table_three()->mutable_unable()->mutable_needs_making(); },
      [](Report& r) {
        return r.mutable_table_three()->mutable_unable()->mutable_still_unclear_after_correction();
      },
      [](Report& r) {
        return r.mutable_table_three()->mutable_not_processed()->mutable_petition_complaint();
      },
      [](Report& r) {
        return r.mutable_table_three()->mutable_not_processed()->mutable_repeated();
      },
      [](Report& r) {
        return r.mutable_table_three()->mutable_not_processed()->mutable_publication();
      },
      [](Report& r) {
        return r.mutable_table_three()->mutable_not_processed()->mutable_excessive();
      },
      [](Report& r) {
        return r.mutable_table_three()->mutable_not_processed()->mutable_confirm_or_reissue();
      },
      [](Report& r) { return r.mutable_table_three()->mutable_other()->mutable_undivided(); },
      [](Report& r) {
        return r.mutable_table_three()->mutable_other()->mutable_correction_overdue();
      },
      [](Report& r) { return r.mutable_table_three()->mutable_other()->mutable_fee_overdue(); },
      [](Report& r) { return r.mutable_table_three()->mutable_other()->mutable_other(); },
      [](Report& r) { return r.mutable_table_three()->mutable_outcome_total(); },
      [](Report& r) { return r.mutable_table_three()->mutable_carried_out(); },
  };
  constexpr int kFirstOfTableThree = 27;
  constexpr int kColumns = CellsOf<v1::ApplicantRow>();
  const auto index = static_cast<size_t>((cell.index - kFirstOfTableThree) / kColumns);
  change(*kTableThree[index](report));
}

// The place of a cell in its row.
size_t ColumnOf(const CellInfo& cell) {
  int first = cell.index;
  while (first > 0) {
    const CellInfo& before = Cells()[static_cast<size_t>(first - 1)];
    if (before.table != cell.table || before.row != cell.row) break;
    --first;
  }
  return static_cast<size_t>(cell.index - first);
}

v1::Money* MutableMoney(v1::AnnualReport& report, int cell) {
  return cell == kFeeAmount ? report.mutable_table_two()->mutable_fee()->mutable_amount()
                            : report.mutable_table_two()->mutable_procurement()->mutable_amount();
}

}  // namespace

Figures::Figures(const v1::AnnualReport& report) : report_(report) {
  note_index_.fill(-1);

  size_t cell = 0;
  VisitRows(report, [this, &cell](const auto& row) {
    using Row = std::remove_cvref_t<decltype(row)>;
    for (const Field<Row>& field : Fields<Row>::kAll) {
      has_value_[cell] = (row.*field.has)();
      numbers_[cell] = (row.*field.get)();
      ++cell;
    }
    if constexpr (CellsOf<Row>() > static_cast<int>(Fields<Row>::kAll.size())) {
      has_value_[cell] = row.has_amount();
      numbers_[cell] = 0;
      ++cell;
    }
  });

  for (int i = 0; i < report.cell_notes_size(); ++i) {
    const v1::CellNote& note = report.cell_notes(i);
    const CellInfo* info = FindCell(note.table(), note.row(), note.column());
    if (info != nullptr) {
      note_index_[static_cast<size_t>(info->index)] = i;
    }
  }
}

const v1::Money* Figures::money(int cell) const {
  const v1::TableTwo& two = report_.table_two();
  if (cell == kFeeAmount) return two.fee().has_amount() ? &two.fee().amount() : nullptr;
  if (cell == kProcurementAmount) {
    return two.procurement().has_amount() ? &two.procurement().amount() : nullptr;
  }
  return nullptr;
}

const v1::CellNote* Figures::note(int cell) const {
  const int32_t index = note_index_[static_cast<size_t>(cell)];
  return index < 0 ? nullptr : &report_.cell_notes(index);
}

v1::CellNote::Kind Figures::note_kind(int cell) const {
  const v1::CellNote* found = note(cell);
  return found == nullptr ? v1::CellNote::KIND_UNSPECIFIED : found->kind();
}

std::string Figures::ValueText(int cell) const {
  if (!has_value(cell)) return "";
  const v1::Money* amount = money(cell);
  return amount == nullptr ? absl::StrCat(number(cell)) : amount->amount();
}

std::string Figures::ListingText(int cell) const {
  if (const v1::Money* amount = money(cell); amount != nullptr) return AmountInYuan(*amount);
  if (has_value(cell)) return absl::StrCat(number(cell));
  switch (note_kind(cell)) {
    case v1::CellNote::NOT_APPLICABLE:
      return "not_applicable";
    case v1::CellNote::AMBIGUOUS:
      return "ambiguous";
    case v1::CellNote::NOT_A_NUMBER:
      return "not_a_number";
    default:
      break;
  }
  return InEdition(Cells()[static_cast<size_t>(cell)], report_.edition()) ? "blank" : "absent";
}

void SetCell(v1::AnnualReport& report, int cell, int64_t value) {
  const CellInfo& info = Cells()[static_cast<size_t>(cell)];
  if (info.kind == CellKind::kMoney) {
    SetMoney(report, cell, absl::StrCat(value),
             cell == kFeeAmount ? v1::Money::TEN_THOUSAND_YUAN : v1::Money::YUAN);
    return;
  }
  ChangeRow(report, info, [&info, value](auto& row) {
    using Row = std::remove_reference_t<decltype(row)>;
    (row.*Fields<Row>::kAll[ColumnOf(info)].set)(value);
  });
}

void SetMoney(v1::AnnualReport& report, int cell, absl::string_view amount, v1::Money::Unit unit) {
  v1::Money& money = *MutableMoney(report, cell);
  money.set_amount(std::string(amount));
  money.set_unit(unit);
}

void ClearCell(v1::AnnualReport& report, int cell) {
  const CellInfo& info = Cells()[static_cast<size_t>(cell)];
  if (info.kind == CellKind::kMoney) {
    if (cell == kFeeAmount) {
      report.mutable_table_two()->mutable_fee()->clear_amount();
    } else {
      report.mutable_table_two()->mutable_procurement()->clear_amount();
    }
    return;
  }
  ChangeRow(report, info, [&info](auto& row) {
    using Row = std::remove_reference_t<decltype(row)>;
    (row.*Fields<Row>::kAll[ColumnOf(info)].clear)();
  });
}

v1::CellNote& SetNote(v1::AnnualReport& report, int cell, v1::CellNote::Kind kind) {
  const CellInfo& info = Cells()[static_cast<size_t>(cell)];
  v1::CellNote* note = nullptr;
  for (v1::CellNote& present : *report.mutable_cell_notes()) {
    if (present.table() == info.table_name && present.row() == info.row &&
        present.column() == info.column) {
      note = &present;
    }
  }
  if (note == nullptr) note = report.add_cell_notes();
  note->Clear();
  note->set_table(std::string(info.table_name));
  note->set_row(std::string(info.row));
  note->set_column(std::string(info.column));
  note->set_kind(kind);
  return *note;
}

std::string AmountInYuan(const v1::Money& money) {
  const std::optional<Decimal> amount = Decimal::Parse(money.amount());
  if (!amount.has_value()) return "";
  switch (money.unit()) {
    case v1::Money::YUAN:
      return amount->ToString();
    case v1::Money::TEN_THOUSAND_YUAN:
      return amount->TimesTenThousand().ToString();
    default:
      return "";
  }
}

}  // namespace ogi
