"""What the plan of Chi Lăng for xã Nhân Lý (March 2024) says, read from its text a second time.

One line per finding: indicator, threshold as the plan or our set has it, what was measured, the
verdict as printed ("" where the plan prints none). Written down apart from the demo's own file.
"""

CHUA = "Chưa đạt"
FINDINGS = (
    ("1.1", "Đạt*", "Có quy hoạch chung xây dựng xã còn thời hạn", ""),
    ("1.3", "Đạt*", None, CHUA),
    ("2.3", "chưa có mức", "14/15,7 = 89,17%", ""),
    ("2.4", "chưa có mức", "6,6/8,5 = 77,65%", ""),
    ("2.2", "chưa có mức", "7,86/8,472 = 92,78%", CHUA),
    ("2.1", "chưa có mức", None, CHUA),
    ("3.1", "chưa có mức", "27,5/33,2 = 82,83%", CHUA),
    ("3.2", "Đạt*", "Chưa có tổ chức thủy lợi cơ sở hoạt động hiệu quả, bền vững", CHUA),
    ("3.3", "chưa có mức", None, CHUA),
    ("3.5", "Đạt*", None, CHUA),
    ("3.6", "Đạt*", None, CHUA),
    ("5.1", "≥ 100 %*", "Chưa có trường đạt tiêu chuẩn cơ sở vật chất mức độ 2", CHUA),
    ("5.6", "Đạt*", None, CHUA),
    ("6.1", "Đạt*", None, CHUA),
    ("8.1", "Đạt*", None, ""),
    ("8.4", "Đạt*", None, ""),
    ("8.5", "Đạt*", None, CHUA),
    ("10", "≥ 50 triệu đồng/người/năm*", "44,91 triệu đồng/người/năm", CHUA),
    ("12.1", "≥ 75 %*", "71%", CHUA),
    ("13.8", "Đạt*", None, CHUA),
    ("13.5", "≥ 10 %*", None, ""),
    ("13.2", "Đạt*", None, CHUA),
    ("14.1", "≥ 95 %", None, CHUA),
    ("14.2", "≥ 90 %*", None, CHUA),
    ("14.3", "≥ 40 %*", None, CHUA),
    ("14.4", "≥ 70 %*", None, CHUA),
    ("17.4", "≥ 40 %*", "10%", CHUA),
    ("17.5", "≥ 50 %*", "43,8%", CHUA),
    ("17.8", "≥ 85 %*", "73,7%", CHUA),
    ("17.10", "≥ 5 %*", None, CHUA),
    ("17.12", "≥ 50 %*", "43,8%", CHUA),
    ("18.1", "≥ 35 %*", "10,3%", CHUA),
    ("18.3", "≥ 25 %*", None, CHUA),
    ("18.7", "≥ 80 %*", "72,4%", CHUA),
    ("19.2", "Đạt*", "Chưa có mô hình camera an ninh", CHUA),
)
# Criterion -> (agencies, deadline), from "b) Giải pháp thực hiện"; 18 names no agency of its own.
MEASURES = {
    "1. Quy hoạch": ("Phòng Kinh tế và Hạ tầng", "30/11/2024"),
    "2. Giao thông": ("Phòng Kinh tế và Hạ tầng", "30/11/2024"),
    "3. Thủy lợi và phòng, chống thiên tai": ("Phòng Nông nghiệp và PTNT", "30/11/2024"),
    "5. Giáo dục": (
        (
            "Phòng Giáo dục và Đào tạo; Phòng Tài chính - Kế hoạch; "
            "Ban Quản lý dự án Đầu tư xây dựng huyện"
        ),
        "30/11/2024",
    ),
    "6. Văn hóa": ("Phòng Văn hóa và Thông tin", "30/11/2024"),
    "8. Thông tin và Truyền thông": ("Phòng Văn hóa và Thông tin", "30/11/2024"),
    "10. Thu nhập": ("Chi cục Thống kê huyện", "30/11/2024"),
    "12. Lao động": ("Phòng Lao động, Thương binh, Xã hội - Dân tộc", "30/11/2024"),
    "13. Tổ chức sản xuất và phát triển kinh tế nông thôn": (
        "Phòng Nông nghiệp và PTNT; Phòng Văn hóa và Thông tin",
        "30/11/2024",
    ),
    "14. Y tế": ("Văn phòng HĐND và UBND huyện; Trung tâm Y tế huyện", "30/11/2024"),
    "17. Môi trường": ("Phòng Tài nguyên và Môi trường", "30/11/2024"),
    "18. Chất lượng môi trường sống": ("", "30/11/2024"),
    "19. Quốc phòng và An ninh": ("Ban Chỉ huy Quân sự huyện; Công an huyện", "30/11/2024"),
}
WHOLE_COMMUNE = (
    ("UBND xã Nhân Lý", "15/11/2024"),
    ("Văn phòng Điều phối Chương trình xây dựng nông thôn mới huyện", "05/12/2024"),
)
SLIP = "Chỉ tiêu 2.3: kế hoạch in 88,17%, tính từ 14/15,7 là 89,17%."
