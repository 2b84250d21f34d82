/** Surnames of most of those who bear one character before their name, hardly words of their own. */
export const FREQUENT_SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙马朱胡郭何罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘董袁蒋杜苏魏吕沈姚卢姜崔谭汪廖贾韦邹熊孟秦阎薛侯郝孔邵雷';
